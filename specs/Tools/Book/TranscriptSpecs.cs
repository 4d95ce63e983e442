using Multiprocessing;
using Multiprocessing.Testing;
using SharedState.Book;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>
/// The book tells by the text of the specs which program printed a transcript, and where. Here the programs say so.
/// </summary>
public static class TranscriptSpecs
{
    public abstract class InAColumn : ProgramSpecs
    {
        public static TheoryData<string> Chapters =>
            [.. Topic.In(SourceTree.Checkout).Select(topic => topic.Chapter).Distinct()];

        [Theory]
        [MemberData(nameof(Chapters))]
        public void Each_transcript_is_what_its_program_prints(string chapter)
        {
            var transcripts = Verifications
                .In(SourceTree.Checkout)
                .Where(snapshot =>
                    snapshot.Columns.Contains(Column)
                    && snapshot.File.StartsWith($"snapshots/Sharing/{chapter}/", StringComparison.Ordinal)
                );

            transcripts
                .Select(snapshot => (snapshot.Name, Difference: Difference(snapshot)))
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(snapshot => snapshot.Difference == null);
        }

        /// <summary>How workers are named in a form of a spec's own is that spec's affair.</summary>
        private TranscriptDifference? Difference(Snapshot snapshot)
        {
            var printed = Run(snapshot.Experiment);
            return snapshot.Form switch
            {
                nameof(Transcript.Raw) => TranscriptDifference.Between(snapshot.Text, printed.Raw),
                nameof(Transcript.Canonical) => TranscriptDifference.Between(snapshot.Text, printed.Canonical),
                _ => TranscriptDifference.Between(snapshot.Transcript.Canonical, printed.Canonical),
            };
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
