using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// The forms that read their items as the results are taken, by the thread that takes them: <c>MapLazily</c> and
/// <c>MapLazilyUnordered</c>. CPython: <c>imap</c> and <c>imap_unordered</c>.
/// </summary>
public static class LazyMapSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void Results_come_in_the_order_of_the_items() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool => pool.MapLazily(static (int x) => x * x, Enumerable.Range(0, 1_000)).ToArray()
                        )
                )
                .Should()
                .Equal(Enumerable.Range(0, 1_000).Select(x => x * x));

        [Fact]
        public void Without_an_order_each_item_has_one_result() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.MapLazilyUnordered(static (int x) => x, Enumerable.Range(0, 1_000), 7).ToArray()
                        )
                )
                .Should()
                .BeEquivalentTo(Enumerable.Range(0, 1_000));

        [Fact]
        public void Without_an_order_a_slow_item_does_not_hold_back_the_others() =>
            Run(
                    start,
                    static start => InPool(start, static pool => InDirectory(directory => TakeOthers(pool, directory)))
                )
                .Should()
                .EndWith(["0: True"], "it can end only when another has been taken");

        [Fact]
        public void Each_item_of_a_chunk_has_its_own_outcome() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.MapLazily(DivideSix, Enumerable.Range(0, 4), chunkSize: 4)
                                    .Outcomes()
                                    .Select(outcome => outcome.ToString().Split(':')[..2])
                                    .Select(parts => string.Join(':', parts))
                                    .ToArray()
                        )
                )
                .Should()
                .Equal("0: DivideByZeroException", "1: 6", "2: 3", "3: 2");

        [Fact]
        public void An_endless_source_is_read_a_bounded_way_ahead_and_ended_with_the_enumeration() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                            {
                                var source = new Counter();
                                var results = pool.MapLazily(static (int x) => x, source.Items(), readAhead: 10)
                                    .Take(100)
                                    .ToArray();
                                return (results.Length, source.Count, source.Ended);
                            }
                        )
                )
                .Should()
                .Match<(int Results, int Read, int Ended)>(seen =>
                    seen.Results == 100 && seen.Read >= 100 && seen.Read <= 110 && seen.Ended == 1
                );

        [Fact]
        public void A_source_that_throws_gives_the_results_of_the_items_before() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                            {
                                var results = new List<int>();
                                var failure = Failure(() =>
                                {
                                    foreach (var result in pool.MapLazily(static (int x) => x, OneTwoThrow()))
                                        results.Add(result);
                                });
                                return (failure, string.Join(" ", results));
                            }
                        )
                )
                .Should()
                .Match<(string Failure, string Results)>(seen =>
                    seen.Failure.Contains("the source failed") && seen.Results == "1 2"
                );

        [Fact]
        public void A_worker_that_dies_fails_the_item_that_it_ran_and_no_other() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.MapLazily(DieAtThree, Enumerable.Range(0, 6))
                                    .Outcomes()
                                    .Select(outcome => outcome.Exception?.GetType().Name ?? $"{outcome.Value}")
                                    .ToArray()
                        )
                )
                .Should()
                .Equal("0", "1", "2", nameof(WorkerLostException), "4", "5");

        [Fact]
        public void A_pool_that_is_disposed_meanwhile_ends_the_enumeration() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                Failure(() =>
                                {
                                    foreach (var _ in pool.MapLazily(static (int x) => x, new Counter().Items()))
                                        pool.Dispose();
                                })
                        )
                )
                .Should()
                .StartWith(nameof(ObjectDisposedException));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void What_cannot_be_pickled_fails_alone()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);

            var outcomes = pool.MapLazily<object, int>(static item => 1, [1, Thread.CurrentThread, "a"]).Outcomes();

            outcomes
                .Select(outcome => outcome.Exception?.GetType())
                .Should()
                .Equal(null, typeof(PicklingException), null);
        }

        [Fact]
        public void Each_enumeration_reads_the_source_and_runs_the_function_again()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            var source = new Counter();
            var results = pool.MapLazily(static (int x) => x, source.Items().Take(3));

            results.Should().Equal(0, 1, 2);
            results.Should().Equal(3, 4, 5);
            pool.MapLazily(static (int x) => x, []).Should().BeEmpty();
        }

        [Fact]
        public void Two_enumerations_at_once_share_the_workers()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            var numbers = Enumerable.Range(0, 500);

            var pairs = pool.MapLazily(static (int x) => x, numbers).Zip(pool.MapLazily(static (int x) => -x, numbers));

            pairs.Should().OnlyContain(pair => pair.First == -pair.Second).And.HaveCount(500);
        }

        [Fact]
        public void Cancellation_ends_an_enumeration()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            using var soon = new CancellationTokenSource(200);

            var wait = () => pool.MapLazily(SleepAndReturn, [Timeout.Infinite], cancellation: soon.Token).ToArray();

            wait.Should().Throw<OperationCanceledException>();
        }

        [Fact]
        public void Misuse_is_thrown_by_the_call_itself()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            var captured = 1;

            pool.Invoking(pool => pool.MapLazily(static (int x) => x, null!)).Should().Throw<ArgumentNullException>();
            pool.Invoking(pool => pool.MapLazily(static (int x) => x, [1], chunkSize: 0))
                .Should()
                .Throw<ArgumentOutOfRangeException>()
                .WithParameterName("chunkSize");
            pool.Invoking(pool => pool.MapLazily(static (int x) => x, [1], readAhead: 0))
                .Should()
                .Throw<ArgumentOutOfRangeException>()
                .WithParameterName("readAhead");
            pool.Invoking(pool => pool.MapLazily((int x) => x + captured, [1]))
                .Should()
                .Throw<CapturedVariablesException>();
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    // The first item waits until the result of another has been taken.
    private static string[] TakeOthers(ProcessPool pool, string directory)
    {
        var seen = new List<string>();
        var gate = Path.Combine(directory, "gate");
        foreach (var result in pool.MapLazilyUnordered(WaitIfFirst, [(gate, 0), (gate, 1)]))
        {
            seen.Add(result);
            File.WriteAllText(gate, "");
        }

        return [.. seen];
    }

    private static string WaitIfFirst((string Gate, int Index) item) =>
        $"{item.Index}: {item.Index == 1 || SpinWait.SpinUntil(() => File.Exists(item.Gate), Limits.Wait)}";

    private static int SleepAndReturn(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    private static int DivideSix(int by) => 6 / by;

    private static int DieAtThree(int number)
    {
        if (number == 3)
            Process.GetCurrentProcess().Kill();
        return number;
    }

    private static IEnumerable<int> OneTwoThrow()
    {
        yield return 1;
        yield return 2;
        throw new InvalidOperationException("the source failed");
    }

    private sealed class Counter
    {
        public int Count { get; private set; }

        public int Ended { get; private set; }

        public IEnumerable<int> Items()
        {
            try
            {
                while (true)
                    yield return Count++;
            }
            finally
            {
                Ended++;
            }
        }
    }
}
