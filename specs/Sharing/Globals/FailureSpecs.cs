using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, the tasks that end in an IndexError.</summary>
public static class FailureSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// G09: A failing task does not end its worker, and the pool stays usable.
        /// S1.12: An exception comes back with its type, its message and its fields; its cause names the function that
        /// threw it in the worker.
        /// S1.14: A failure ends its own chunk; the other chunks run to their end.
        /// </summary>
        [Fact, Observation("G09", "S1.12", "S1.14")]
        [Transcript(nameof(Experiments.Failures), TranscriptForm.Raw)]
        public Task A_failure_is_thrown_in_main_and_the_worker_goes_on() => VerifyTranscript();

        /// <summary>G09: A failing task does not end its worker, and the pool stays usable.</summary>
        [Fact, Observation("G09")]
        public void A_failure_does_not_end_its_worker() =>
            Run(Experiments.Failures).Lines.InTasks().ByProcess().Should().ContainSingle();

        /// <summary>S1.14: A failure ends its own chunk; the other chunks run to their end.</summary>
        [Fact, Observation("S1.14")]
        public void A_failure_ends_its_own_chunk_only() =>
            Run(Experiments.Failures)
                .Lines.In("refuse")
                .Select(line => line.Argument())
                .Should()
                .Equal("0", "1", "3", "4", "5");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod
    {
        /// <summary>S1.13: A failing task does not cancel the others: Map throws when all have ended.</summary>
        [Fact, Observation("S1.13")]
        public void A_failure_does_not_cancel_the_other_tasks() =>
            Run(Experiments.GlobalsInPoolOfOne).Phase("read from a list").In("f").Should().HaveCount(5);
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod;

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderSpawn;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;
}
