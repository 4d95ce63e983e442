using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, L87-107: how many workers a pool has, and whose they are.</summary>
public static class PoolSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// G01: A pool created without a size starts one worker per processor, before any work is submitted.
        /// </summary>
        [Fact, Observation("G01")]
        public void A_pool_has_as_many_workers_as_there_are_processors() =>
            Run(Experiments.DefaultPool)
                .Lines.Single()
                .Text.Should()
                .MatchRegex("^workers: ([0-9]+), processors: \\1$");

        /// <summary>G10: Every pool has its own processes.</summary>
        [Fact, Observation("G10")]
        public void Every_pool_has_workers_of_its_own() =>
            Run(Experiments.GlobalsInPoolOfFive).Lines.InTasks().ByProcess().Should().HaveCount(15);
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
