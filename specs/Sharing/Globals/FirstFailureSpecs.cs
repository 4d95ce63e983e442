using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>
/// Which of several failures a call throws. CPython Lib/multiprocessing/pool.py, <c>MapResult._set</c>.
/// </summary>
public static class FirstFailureSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// S1.15: Of several failures .NET throws the one of the lowest index, CPython the one that arrives first.
        /// </summary>
        [Fact, Observation("S1.15")]
        [Transcript(nameof(Experiments.FirstFailure), TranscriptForm.Raw)]
        public Task The_failure_of_the_lowest_index_is_thrown() => VerifyTranscript();
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
        /// S1.15: Of several failures .NET throws the one of the lowest index, CPython the one that arrives first.
        /// </summary>
        [Fact, Observation("S1.15")]
        [Transcript(nameof(Experiments.FirstFailure), TranscriptForm.Raw)]
        public Task The_failure_that_arrives_first_is_thrown() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
