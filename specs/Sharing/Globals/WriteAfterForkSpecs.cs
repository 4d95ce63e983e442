using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>What main writes after a worker was forked. fork(2).</summary>
public static class WriteAfterForkSpecs
{
    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        /// <summary>S1.36: What main writes after the fork is invisible to the worker.</summary>
        [Fact, Observation("S1.36")]
        public void A_forked_worker_does_not_see_what_main_writes_afterwards() =>
            Run(Experiments.Replacement)
                .Phase("a task a worker")
                .In("g")
                .First()
                .Value("data")
                .Should()
                .Be("[100, 1]", "main appends 100 before it creates the pool and 200 after that");
    }

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
