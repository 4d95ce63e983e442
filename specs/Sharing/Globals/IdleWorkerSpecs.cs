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
        [Fact, Transcript(nameof(Experiments.IdleWorker), TranscriptForm.Canonical), Observation("S1.06")]
        public Task A_worker_without_a_task_runs_the_module_too() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.IdleWorker), TranscriptForm.Canonical), Observation("S1.30")]
        public Task A_worker_without_a_task_says_nothing() => VerifyTranscript();
    }

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
