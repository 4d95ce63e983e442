using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Which functions can be tasks. CPython docs: "What can be pickled and unpickled?"</summary>
public static class LambdaSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// G15: In .NET a lambda that captures nothing can be a task, and one that captures a variable is refused with
        /// an error that names it; in CPython no lambda can be a task.
        /// </summary>
        [Fact, Observation("G15")]
        [Transcript(nameof(Experiments.Lambdas), TranscriptForm.Raw)]
        public Task A_lambda_is_a_task_unless_it_captures_something() => VerifyTranscript();
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
        /// G15: In .NET a lambda that captures nothing can be a task, and one that captures a variable is refused with
        /// an error that names it; in CPython no lambda can be a task.
        /// </summary>
        [Fact, Observation("G15")]
        [Transcript(nameof(Experiments.Lambdas), TranscriptForm.Raw)]
        public Task No_lambda_is_a_task() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
