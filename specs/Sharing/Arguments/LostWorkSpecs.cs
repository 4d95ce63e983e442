using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>An argument that its worker cannot unpickle, and a worker that dies. CPython issue 22393.</summary>
public static class LostWorkSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// S2.15: In .NET an argument that cannot be unpickled, or a worker that dies, fails its call; in CPython the
        /// call never returns. Either way the pool stays usable.
        /// </summary>
        [Fact, Observation("S2.15")]
        [Transcript(nameof(Experiments.LostWork), TranscriptForm.Raw)]
        public Task Work_that_is_lost_fails_and_the_pool_goes_on() => VerifyTranscript();
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
        /// S2.15: In .NET an argument that cannot be unpickled, or a worker that dies, fails its call; in CPython the
        /// call never returns. Either way the pool stays usable.
        /// </summary>
        [Fact, Observation("S2.15")]
        [Transcript(nameof(Experiments.LostWork), TranscriptForm.Raw)]
        public Task Work_that_is_lost_is_never_answered_and_the_pool_goes_on() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
