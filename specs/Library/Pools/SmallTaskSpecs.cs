using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// Small tasks, which on Linux are published in memory that a pool shares with its workers, alone and beside large
/// ones, which are not.
/// </summary>
public static class SmallTaskSpecs
{
    private static int runs;

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void Results_can_be_larger_than_arguments() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.Map(static (int size) => new byte[size], Sizes(20), chunkSize: 1)
                                    .Select(result => result.Length)
                                    .ToArray()
                        )
                )
                .Should()
                .Equal(Sizes(20));

        [Fact]
        public void Arguments_of_any_size_can_be_mixed() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.Map(
                                    static (byte[] bytes) => bytes.Length,
                                    Sizes(200).Select(size => new byte[size]),
                                    chunkSize: 1
                                )
                        )
                )
                .Should()
                .Equal(Sizes(200));

        [Fact]
        public void A_pool_whose_workers_end_after_some_tasks_accepts_all_sizes_too() =>
            Run(
                    start,
                    static start =>
                    {
                        using var pool = new ProcessPool(
                            new ProcessPoolOptions
                            {
                                Workers = 2,
                                StartMethod = start,
                                MaxTasksPerWorker = 50,
                            }
                        );
                        return pool.Map(
                            static (byte[] bytes) => bytes.Length,
                            Sizes(200).Select(size => new byte[size]),
                            chunkSize: 1
                        );
                    }
                )
                .Should()
                .Equal(Sizes(200));

        [Fact]
        public void Failures_can_be_larger_than_arguments() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool => Thrown(() => pool.Map(FailAtLength, [2, 100_000], chunkSize: 1))?.Message
                        )
                )
                .Should()
                .HaveLength(100_000);

        [Fact]
        public void A_large_task_does_not_wait_behind_a_running_small_one() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                InDirectory(directory =>
                                    pool.StarMap(
                                            OpenOrWait,
                                            Enumerable
                                                .Range(0, 400)
                                                .Select(index =>
                                                    (directory, new byte[index == 399 ? 100_000 : index + 1])
                                                ),
                                            chunkSize: 1
                                        )
                                        .All(passed => passed)
                                )
                        )
                )
                .Should()
                .BeTrue("the last task, which is large, lets the first one go");

        [Fact]
        public void A_killed_worker_loses_the_one_task_that_it_runs() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                InDirectory(directory =>
                                    (
                                        Failure(() =>
                                            pool.StarMap(
                                                LeaveMark,
                                                Enumerable.Range(0, 600).Select(index => (directory, index)),
                                                chunkSize: 1
                                            )
                                        ),
                                        Directory.GetFiles(directory).Length
                                    )
                                )
                        )
                )
                .Should()
                .Match<(string Failure, int Run)>(seen => seen.Failure.Contains("worker-") && seen.Run == 599);

        [Fact]
        [Linux("it counts in /proc.")]
        public void A_pool_leaves_no_descriptor_and_no_memory() =>
            Run(
                    start,
                    static start =>
                    {
                        InPool(
                            start,
                            static pool => pool.Map(static (int x) => x, Enumerable.Range(0, 1_000), chunkSize: 1)
                        );
                        var before = OpenDescriptors();
                        InPool(
                            start,
                            static pool => pool.Map(static (int x) => x, Enumerable.Range(0, 1_000), chunkSize: 1)
                        );
                        return (
                            OpenDescriptors() - before,
                            File.ReadLines("/proc/self/maps").Count(line => line.Contains("memfd:multiprocessing"))
                        );
                    }
                )
                .Should()
                .Be((0, 0));

        [Fact]
        public void A_pool_of_one_runs_tasks_in_order() =>
            Run(
                    start,
                    static start =>
                    {
                        using var pool = new ProcessPool(1, start);
                        return pool.Map(
                            static (byte[] _) => ++runs,
                            Sizes(300).Select(size => new byte[size]),
                            chunkSize: 1
                        );
                    }
                )
                .Should()
                .Equal(Enumerable.Range(1, 300));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_short_call_does_not_wait_for_all_of_a_long_one()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            var longer = Task.Run(() =>
                pool.Map(static (int _) => Thread.Sleep(10), Enumerable.Range(0, 300), chunkSize: 1)
            );
            SpinWait.SpinUntil(() => longer.Status == TaskStatus.Running, Limits.Wait);

            pool.Apply(static () => 1);

            longer.IsCompleted.Should().BeFalse("calls take turns");
            longer.Invoking(call => call.Wait(Limits.Seconds(30))).Should().NotThrow().Which.Should().BeTrue();
        }

        [Fact]
        public void Tasks_of_a_cancelled_call_that_no_worker_has_claimed_are_not_run() =>
            InDirectory(static directory =>
                {
                    using var pool = new ProcessPool(2, StartMethod.Spawn);
                    using var soon = new CancellationTokenSource();
                    var call = Task.Run(() =>
                        pool.StarMap(
                            LeaveMarkSlowly,
                            Enumerable.Range(0, 200).Select(index => (directory, index)),
                            chunkSize: 1,
                            soon.Token
                        )
                    );
                    SpinWait.SpinUntil(() => Directory.GetFiles(directory).Length > 0, Limits.Wait);

                    soon.Cancel();

                    call.Invoking(ended => ended.Wait(Limits.Wait)).Should().Throw<OperationCanceledException>();
                    pool.Map(static (int _) => Thread.Sleep(100), [1, 2], chunkSize: 1);
                    return Directory.GetFiles(directory).Length;
                })
                .Should()
                .BeLessThan(100);
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    // Every seventh is larger than the payload of a mailbox.
    internal static IEnumerable<int> Sizes(int count) =>
        Enumerable.Range(0, count).Select(index => index % 7 == 3 ? 50_000 + index : index % 1_200);

    private static void FailAtLength(int length)
    {
        if (length > 2)
            throw new InvalidOperationException(new string('x', length));
    }

    private static bool OpenOrWait(string directory, byte[] bytes)
    {
        var gate = Path.Combine(directory, "gate");
        if (bytes.Length == 100_000)
            Directory.CreateDirectory(gate);
        return bytes.Length != 1 || SpinWait.SpinUntil(() => Directory.Exists(gate), Limits.Wait);
    }

    private static void LeaveMark(string directory, int index)
    {
        if (index == 300)
            Process.GetCurrentProcess().Kill();
        File.WriteAllText(Path.Combine(directory, $"{index}"), "");
    }

    private static void LeaveMarkSlowly(string directory, int index)
    {
        File.WriteAllText(Path.Combine(directory, $"{index}"), "");
        Thread.Sleep(20);
    }
}
