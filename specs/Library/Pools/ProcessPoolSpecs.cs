using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// What the calls of a pool promise under each start method: results, their order, and failures.
/// </summary>
public static class ProcessPoolSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void Results_come_in_the_order_of_the_items() =>
            Run(
                    start,
                    static start =>
                        InPool(start, static pool => pool.Map(static (int x) => x * x, Enumerable.Range(0, 100)))
                )
                .Should()
                .Equal(Enumerable.Range(0, 100).Select(x => x * x));

        [Fact]
        public void Pairs_are_two_arguments() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.StarMap(
                                    static (string text, int count) => text.Length * count,
                                    [("a", 1), ("bb", 2)]
                                )
                        )
                )
                .Should()
                .Equal(1, 4);

        [Fact]
        public void An_array_of_a_derived_type_is_items_of_the_base_type() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                (
                                    pool.Map<object, string>(static item => $"{item}", "a b c".Split(' ')),
                                    pool.Map<uint, uint>(
                                        static item => item,
                                        (uint[])(object)Enumerable.Range(1, 2).ToArray()
                                    )
                                )
                        )
                )
                .Should()
                .BeEquivalentTo(("a b c".Split(' '), Enumerable.Range(1, 2).Select(item => (uint)item).ToArray()));

        [Fact]
        public void One_call_is_one_task() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool => (pool.Apply(static () => 1), pool.Apply(static (int x) => x + 1, 1))
                        )
                )
                .Should()
                .Be((1, 2));

        [Fact]
        public void No_items_are_no_results() =>
            Run(start, static start => InPool(start, static pool => pool.Map(static (int x) => x, [])))
                .Should()
                .BeEmpty();

        [Fact]
        public void A_failure_comes_back_as_its_own_type_with_its_stack_in_the_worker() =>
            Run(start, static start => InPool(start, static pool => Failure(() => pool.Map(Divide, [1, 0]))))
                .Should()
                .StartWith(nameof(DivideByZeroException))
                .And.Contain(nameof(Divide));

        [Fact]
        public void The_failure_of_the_first_item_wins_whichever_comes_first() =>
            Run(
                    start,
                    static start =>
                        InPool(start, static pool => Failure(() => pool.Map(FailAfter, [300, 0], chunkSize: 1)))
                )
                .Should()
                .Contain("after 300 ms");

        [Fact]
        public void An_argument_that_cannot_be_pickled_fails_the_call_and_no_worker() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                            {
                                var before = pool.WorkerIds;
                                return (
                                    Failure(() =>
                                        pool.Map(static (object x) => x is null, [new object(), Thread.CurrentThread])
                                    ),
                                    pool.WorkerIds.SequenceEqual(before)
                                );
                            }
                        )
                )
                .Should()
                .Match<(string Failure, bool SameWorkers)>(seen =>
                    seen.Failure.StartsWith(nameof(PicklingException)) && seen.SameWorkers
                );

        [Fact]
        public void A_result_that_cannot_be_pickled_fails_the_call() =>
            Run(
                    start,
                    static start =>
                        InPool(start, static pool => Failure(() => pool.Apply(static () => Thread.CurrentThread)))
                )
                .Should()
                .StartWith(nameof(PicklingException));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork)
    {
        [Fact]
        public void A_pool_leaves_its_process_able_to_fork() =>
            RunForkReady(static () =>
                    InPool(
                        StartMethod.Fork,
                        static pool =>
                        {
                            pool.Map(static (int x) => x, Enumerable.Range(0, 1_000), 1);
                            return CurrentProcess.ForkBlockers.Count;
                        }
                    )
                )
                .Should()
                .Be(0, "it started no thread");
    }

    [Theory]
    [InlineData(0, 2, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 1, 2)]
    [InlineData(100, 2, 13)]
    public static void The_default_chunk_is_as_CPython_computes_it(int items, int workers, int expected) =>
        ProcessPool.DefaultChunkSize(items, workers).Should().Be(expected);

    private static int Divide(int by) => 1 / by;

    private static void FailAfter(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        throw new InvalidOperationException($"after {milliseconds} ms");
    }
}
