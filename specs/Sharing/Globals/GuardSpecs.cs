using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>
/// The guard <c>if __name__ == '__main__'</c> of the post's programs. CPython docs: "Safe importing of main module".
/// </summary>
public static class GuardSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// S1.20: In .NET a program needs no guard around the start of processes; in CPython a spawned child without
        /// one fails.
        /// </summary>
        [Fact, Observation("S1.20")]
        [Transcript(nameof(Experiments.NoGuard), TranscriptForm.Raw)]
        public Task No_guard_is_needed() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNet;

    [CPython, Start(StartMethod.Spawn)]
    public class OnCPythonUnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// S1.20: In .NET a program needs no guard around the start of processes; in CPython a spawned child without
        /// one fails.
        /// </summary>
        [Fact, Observation("S1.20")]
        [Transcript(nameof(Experiments.NoGuard), TranscriptForm.Raw)]
        public Task A_child_fails_without_a_guard() => VerifyTranscript();
    }

    [CPython, Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : ProgramSpecs
    {
        /// <summary>
        /// S1.20: In .NET a program needs no guard around the start of processes; in CPython a spawned child without
        /// one fails.
        /// </summary>
        [Fact, Observation("S1.20")]
        [Transcript(nameof(Experiments.NoGuard), TranscriptForm.Raw)]
        public Task A_forked_child_needs_no_guard() => VerifyTranscript();
    }

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPythonUnderSpawn;
}
