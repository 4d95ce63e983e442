using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>
/// Post §1, L111-125 and L129-147: five and seven of eight workers ran the module. Here the pool ends while its worker
/// runs it.
/// </summary>
public static class TerminationSpecs
{
    [Start(StartMethod.Spawn)]
    public class OnDotNetUnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// S1.04: In .NET every worker that was started runs the module, even if its pool is terminated meanwhile; in
        /// CPython it can be killed first.
        /// S1.05: In .NET a worker always completes its run of the module; in CPython terminating the pool can cut the
        /// run short.
        /// </summary>
        [Fact, Observation("S1.04", "S1.05")]
        [Transcript(nameof(Experiments.Termination), TranscriptForm.Raw)]
        public Task A_worker_that_was_started_runs_the_whole_module() => VerifyTranscript();
    }

    [CPython, Start(StartMethod.Spawn)]
    public class OnCPythonUnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// S1.04: In .NET every worker that was started runs the module, even if its pool is terminated meanwhile; in
        /// CPython it can be killed first.
        /// S1.05: In .NET a worker always completes its run of the module; in CPython terminating the pool can cut the
        /// run short.
        /// </summary>
        [Fact, Observation("S1.04", "S1.05")]
        [Transcript(nameof(Experiments.Termination), TranscriptForm.Raw)]
        public Task A_worker_is_killed_in_the_middle_of_the_module() => VerifyTranscript();
    }

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNetUnderSpawn;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPythonUnderSpawn;
}
