using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, L111-125 and L129-147: pools whose block is left. Here a task runs meanwhile.</summary>
public static class PoolEndSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// G08: Leaving a pool's block ends its workers in the middle of their tasks: in .NET a pending result fails,
        /// in CPython it never arrives. A pool that is closed and joined finishes its tasks.
        /// </summary>
        [Fact, Observation("G08")]
        [Transcript(nameof(Experiments.PoolEnd), TranscriptForm.Raw)]
        public Task A_pending_result_fails_when_the_block_is_left() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNet;

    [CPython]
    public abstract class OnCPython : ProgramSpecs
    {
        /// <summary>
        /// G08: Leaving a pool's block ends its workers in the middle of their tasks: in .NET a pending result fails,
        /// in CPython it never arrives. A pool that is closed and joined finishes its tasks.
        /// </summary>
        [Fact, Observation("G08")]
        [Transcript(nameof(Experiments.PoolEnd), TranscriptForm.Raw)]
        public Task A_pending_result_never_arrives_when_the_block_is_left() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
