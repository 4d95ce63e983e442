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
        /// <summary>
        /// S3.15: A manager is one more process, started by the same start method: a spawned one runs the module.
        /// </summary>
        [Fact, Observation("S3.15")]
        [Transcript(nameof(Experiments.ManagerModules), TranscriptForm.Raw)]
        public Task A_manager_runs_the_module_as_a_worker_does() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        /// <summary>
        /// S3.15: A manager is one more process, started by the same start method: a spawned one runs the module.
        /// </summary>
        [Fact, Observation("S3.15")]
        [Transcript(nameof(Experiments.ManagerModules), TranscriptForm.Raw)]
        public Task A_manager_runs_no_module() => VerifyTranscript();
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
