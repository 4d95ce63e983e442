using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, L98-107: workers that get no task.</summary>
public static class IdleWorkerSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn : ProgramSpecs
    {
        /// <summary>S1.06: A spawned worker that never gets a task runs the module all the same.</summary>
        [Fact, Observation("S1.06")]
        [Transcript(nameof(Experiments.IdleWorker), TranscriptForm.Canonical)]
        public Task A_worker_without_a_task_runs_the_module_too() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        /// <summary>S1.30: A forked worker does not run the module.</summary>
        [Fact, Observation("S1.30")]
        [Transcript(nameof(Experiments.IdleWorker), TranscriptForm.Canonical)]
        public Task A_worker_without_a_task_says_nothing() => VerifyTranscript();
    }

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderSpawn;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;
}
