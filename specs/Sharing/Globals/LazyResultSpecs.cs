using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Results that are taken one by one: in which order, and how far the source is read.</summary>
public static class LazyResultSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// G17: A lazy form gives its results in argument order, each as soon as those before it are there.
        /// G18: An unordered lazy form gives its results as tasks finish.
        /// G19: In .NET a lazy form reads its source only a bounded number of items ahead of the results that were
        /// taken; in CPython it reads on to the end.
        /// </summary>
        [Fact, Observation("G17", "G18", "G19")]
        [Transcript(nameof(Experiments.LazyResults), TranscriptForm.Raw)]
        public Task Results_come_one_by_one_and_the_source_is_read_a_bounded_way_ahead() => VerifyTranscript();
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
        /// G17: A lazy form gives its results in argument order, each as soon as those before it are there.
        /// G18: An unordered lazy form gives its results as tasks finish.
        /// G19: In .NET a lazy form reads its source only a bounded number of items ahead of the results that were
        /// taken; in CPython it reads on to the end.
        /// </summary>
        [Fact, Observation("G17", "G18", "G19")]
        [Transcript(nameof(Experiments.LazyResults), TranscriptForm.Raw)]
        public Task Results_come_one_by_one_and_the_source_is_read_to_its_end() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
