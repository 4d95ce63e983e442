using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post, every phase: which tasks run, and in which worker.</summary>
public static class TaskDistributionSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>G03: Each argument is processed exactly once.</summary>
        [Fact, Observation("G03")]
        public void Each_argument_is_processed_once() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.InTasks()
                .Select(line => line.Task)
                .Should()
                .BeEquivalentTo(
                    "f(3)",
                    "f(6)",
                    "f(0)",
                    "f(2)",
                    "f(5)",
                    "g(110)",
                    "g(104)",
                    "g(196)",
                    "g(154)",
                    "g(158)",
                    "h(3)",
                    "h(6)",
                    "h(0)",
                    "h(2)",
                    "h(5)"
                );

        /// <summary>G06: Which worker runs which task is up to chance.</summary>
        [Fact, Observation("G06")]
        public void One_worker_or_both_of_two_get_the_tasks() =>
            Run(Experiments.GlobalsInPoolOfTwo).Lines.In("f").ByProcess().Count().Should().BeInRange(1, 2);
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod;

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderAnyStartMethod;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;
}
