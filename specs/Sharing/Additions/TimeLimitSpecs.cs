using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Additions;

/// <summary>A task that never returns, in a pool whose tasks have a time limit.</summary>
public static class TimeLimitSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// N03: With TaskTimeout a task that runs longer fails alone: its worker is killed and replaced, and the others
        /// go on.
        /// </summary>
        [Fact, Observation("N03")]
        [Transcript(nameof(Experiments.TimeLimits), TranscriptForm.Raw)]
        public Task A_task_that_hangs_fails_alone_and_its_worker_is_replaced() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public sealed class UnderFork : UnderAnyStartMethod;

    [Start(StartMethod.ForkServer)]
    public sealed class UnderForkServer : UnderAnyStartMethod;
}
