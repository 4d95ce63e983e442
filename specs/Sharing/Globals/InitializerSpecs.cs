using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>What each worker runs before its first task. CPython: <c>Pool(initializer, initargs)</c>.</summary>
public static class InitializerSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// G20: The initializer of a pool runs once in each worker, before its first task; a replacement runs it too.
        /// G21: In .NET an initializer that throws fails each call of its pool; in CPython the worker is replaced again
        /// and again, and the call never returns.
        /// </summary>
        [Fact, Observation("G20", "G21")]
        [Transcript(nameof(Experiments.Initializers), TranscriptForm.Raw)]
        public Task Each_worker_runs_it_first_and_one_that_throws_fails_the_call() => VerifyTranscript();
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
        /// G20: The initializer of a pool runs once in each worker, before its first task; a replacement runs it too.
        /// G21: In .NET an initializer that throws fails each call of its pool; in CPython the worker is replaced again
        /// and again, and the call never returns.
        /// </summary>
        [Fact, Observation("G20", "G21")]
        [Transcript(nameof(Experiments.Initializers), TranscriptForm.Raw)]
        public Task Each_worker_runs_it_first_and_one_that_throws_leaves_the_call_waiting() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
