using Multiprocessing;
using Multiprocessing.Testing;
using SharedState.Book;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Book;

/// <summary>The book tells by the text of the specs which program printed a transcript, and where. Here the programs say so.</summary>
public static class TranscriptSpecs
{
    public abstract class InAColumn : ProgramSpecs
    {
        [Fact]
        public void Each_transcript_is_what_its_program_prints() =>
            Verifications.In(Repository.Checkout).Where(snapshot => snapshot.Columns.Contains(Column))
                .Select(snapshot => (snapshot.Name, Difference: TranscriptDifference.Between(snapshot.Text, Printed(snapshot))))
                .Where(snapshot => snapshot.Difference is not null)
                .Should().BeEmpty();

        private string Printed(Snapshot snapshot)
        {
            var transcript = Run(snapshot.Experiment);
            return snapshot.IsRaw ? transcript.Raw : transcript.Canonical;
        }
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : InAColumn;

    [Start(StartMethod.Fork)]
    public class UnderFork : InAColumn;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
