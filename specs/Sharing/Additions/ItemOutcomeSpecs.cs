using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Additions;

/// <summary>Items that throw and items that kill their worker, with an outcome for each.</summary>
public static class ItemOutcomeSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// N01: With Outcomes() each item has its own outcome: an item that throws fails alone, and a worker that dies
        /// fails the items of its chunk.
        /// N02: With RetryLost a chunk whose worker died runs again in another worker; an item that threw, or that has
        /// been answered, does not.
        /// </summary>
        [Fact, Observation("N01", "N02")]
        [Transcript(nameof(Experiments.ItemOutcomes), TranscriptForm.Raw)]
        public Task Each_item_has_its_own_outcome_and_a_lost_one_runs_again() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public sealed class UnderFork : UnderAnyStartMethod;

    [Start(StartMethod.ForkServer)]
    public sealed class UnderForkServer : UnderAnyStartMethod;
}
