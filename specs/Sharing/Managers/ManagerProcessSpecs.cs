using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>Post §3: each of the two managers is one more process.</summary>
public static class ManagerProcessSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.ManagerModules), TranscriptForm.Raw), Observation("S3.15")]
        public Task A_manager_runs_the_module_as_a_worker_does() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.ManagerModules), TranscriptForm.Raw), Observation("S3.15")]
        public Task A_manager_runs_no_module() => VerifyTranscript();
    }

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
