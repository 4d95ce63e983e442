using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, L83-107: which processes run the module, and when.</summary>
public static class ModuleSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>S1.01: Main runs the module once.</summary>
        [Fact, Observation("S1.01")]
        public void Main_runs_the_module_once() =>
            Run(Experiments.GlobalsInPoolOfOne).Lines.ByMain().OfModule().Should().HaveCount(2);
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod
    {
        /// <summary>S1.02: A spawned worker runs the whole module once, before its first task.</summary>
        [Fact, Observation("S1.02")]
        public void A_worker_runs_the_module_before_its_first_task() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.ByWorkers()
                .ByProcess()
                .Should()
                .OnlyContain(worker => worker.Take(2).OfModule().Count() == 2 && worker.OfModule().Count() == 2);

        /// <summary>
        /// S1.03: A pool that lives until its workers are up runs the module once per worker; closing and joining it
        /// adds no run.
        /// </summary>
        [Fact, Observation("S1.03")]
        public void A_pool_runs_the_module_once_for_each_worker() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Phases("read from", "append to", "call an")
                .Select(pool => pool.OfModule().Values("id(a)").Count())
                .Should()
                .Equal(5, 5, 5);
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod
    {
        /// <summary>S1.30: A forked worker does not run the module.</summary>
        [Fact, Observation("S1.30")]
        public void No_worker_runs_the_module() =>
            Run(Experiments.GlobalsInPoolOfFive).Lines.ByWorkers().OfModule().Should().BeEmpty();
    }

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderSpawn;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;
}
