using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, the tasks that end in an IndexError.</summary>
public static class FailureSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.Failures), TranscriptForm.Raw), Observation("G09", "S1.12", "S1.14")]
        public Task A_failure_is_thrown_in_main_and_the_worker_goes_on() => VerifyTranscript();

        [Fact, Observation("G09")]
        public void A_failure_does_not_end_its_worker() =>
            Run(Experiments.Failures).Lines.InTasks().ByProcess().Should().ContainSingle();

        [Fact, Observation("S1.14")]
        public void A_failure_ends_its_own_chunk_only() =>
            Run(Experiments.Failures)
                .Lines.In("refuse")
                .Select(line => line.Argument())
                .Should()
                .Equal("0", "1", "3", "4", "5");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    public abstract class OnDotNet : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.FirstFailure), TranscriptForm.Raw), Observation("S1.15")]
        public Task The_failure_of_the_lowest_index_is_thrown() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [CPython]
    public abstract class OnCPython : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.FirstFailure), TranscriptForm.Raw), Observation("S1.15")]
        public Task The_failure_that_arrives_first_is_thrown() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;
}
