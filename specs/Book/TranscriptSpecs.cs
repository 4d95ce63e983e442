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
        public static TheoryData<string> Chapters => [.. Topic.In(Repository.Checkout).Select(topic => topic.Chapter).Distinct()];

        [Theory]
        [MemberData(nameof(Chapters))]
        public void Each_transcript_is_what_its_program_prints(string chapter)
        {
            var transcripts = Verifications.In(Repository.Checkout).Where(snapshot => snapshot.Columns.Contains(Column) && snapshot.File.StartsWith($"snapshots/{chapter}/", StringComparison.Ordinal));

            transcripts.Select(snapshot => (snapshot.Name, Difference: TranscriptDifference.Between(snapshot.Text, Printed(snapshot))))
                .Should().NotBeEmpty().And.OnlyContain(snapshot => snapshot.Difference == null);
        }

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
