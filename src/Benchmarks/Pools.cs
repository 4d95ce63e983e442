using System.Diagnostics;
using Multiprocessing;

namespace Benchmarks;

/// <summary>Running tasks on a pool of two workers.</summary>
internal static class Pools
{
    private const int Tasks = 20_000,
        ManyTasks = 200_000,
        Applies = 2_000,
        Buffers = 300,
        WarmUps = 3;

    public static Dictionary<string, double> Measure()
    {
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        var numbers = Enumerable.Range(0, ManyTasks).ToArray();
        var orders = numbers.Select(number => new Order(number, $"order {number}")).ToArray();
        var buffers = Enumerable.Repeat(new byte[1 << 20], Buffers).ToArray();
        Random.Shared.NextBytes(buffers[0]);

        // Measure a warm pool, not its first tasks.
        for (var i = 0; i < WarmUps; i++)
        {
            pool.Map(Same, numbers[..Tasks], 1);
            Count(pool.MapLazily(Same, numbers[..Tasks]));
            Count(pool.MapUnordered(Same, numbers[..Tasks])).GetAwaiter().GetResult();
            pool.Map(SameOrder, orders);
            pool.Map(Drop, buffers[..20], 1);
        }

        return new()
        {
            ["Map of int, chunk 1"] = Tasks / Seconds(() => pool.Map(Same, numbers[..Tasks], 1)),
            ["Apply"] = Comparison.Median(
                Enumerable.Range(0, Applies).Select(_ => 1e6 * Seconds(() => pool.Apply(Same, 1))).ToList()
            ),
            ["ApplyAsync"] = Comparison.Median(
                Enumerable
                    .Range(0, Applies)
                    .Select(_ => 1e6 * Seconds(() => pool.ApplyAsync(Same, 1).GetAwaiter().GetResult()))
                    .ToList()
            ),
            ["MapUnordered of int, chunk 1"] =
                Tasks / Seconds(() => Count(pool.MapUnordered(Same, numbers[..Tasks])).GetAwaiter().GetResult()),
            ["MapStream of int, chunk 1"] =
                Tasks / Seconds(() => Count(pool.MapStream(Same, numbers[..Tasks])).GetAwaiter().GetResult()),
            ["MapLazily of int, chunk 1"] = Tasks / Seconds(() => Count(pool.MapLazily(Same, numbers[..Tasks]))),
            ["Map of int, default chunk"] = ManyTasks / Seconds(() => pool.Map(Same, numbers)),
            ["Map of records, default chunk"] = ManyTasks / Seconds(() => pool.Map(SameOrder, orders)),
            ["Map of 1 MiB byte[]"] = Buffers * 1.048576 / Seconds(() => pool.Map(Drop, buffers, 1)),
        };
    }

    private static void Count(IEnumerable<int> results)
    {
        foreach (var _ in results) { }
    }

    private static async Task<int> Count(IAsyncEnumerable<int> results)
    {
        var count = 0;
        await foreach (var _ in results)
            count++;
        return count;
    }

    internal static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal static int Same(int number) => number;

    internal static Order SameOrder(Order order) => order;

    private static void Drop(byte[] buffer) { }
}

/// <summary>A small record, as an item of a pool.</summary>
internal sealed record Order(int Number, string Name);
