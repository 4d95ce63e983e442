using System.Diagnostics;
using System.Globalization;
using Multiprocessing;

namespace Benchmarks;

/// <summary>How throughput grows with workers and items, and what memory a stream needs.</summary>
internal static class Scaling
{
    public const string Name = "scaling";

    private const int ManyItems = 1_000_000,
        StreamChunk = 1_000,
        Work = 500; // additions, about a microsecond

    /// <summary>Prints tables in Markdown.</summary>
    public static void Run(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"| workers (of {Environment.ProcessorCount} processors) | items/s, no work | items/s, 1 µs of work each |"
        );
        output.WriteLine("| ---: | ---: | ---: |");
        foreach (var workers in new[] { 1, 2, 4, 8 })
        {
            using var pool = new ProcessPool(workers, StartMethod.Spawn);
            var (light, heavy) = (Rate(pool, Pools.Same, ManyItems), Rate(pool, AddUp, ManyItems));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {workers} | {light:N0} | {heavy:N0} |"));
        }

        output.WriteLine();
        output.WriteLine(
            "| items, 2 workers | `Map`, ns/item | `MapLazily` by 1,000, ns/item | memory of the stream, MB |"
        );
        output.WriteLine("| ---: | ---: | ---: | ---: |");
        using var two = new ProcessPool(2, StartMethod.Spawn);
        for (var items = 1_000; items <= 10_000_000; items *= 10)
        {
            var map = 1e9 / Rate(two, Pools.Same, items);
            var (stream, megabytes) = Stream(two, items);
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| {items:N0} | {map:N0} | {stream:N0} | {megabytes:N1} |")
            );
        }
    }

    private static double Rate(ProcessPool pool, Func<int, int> function, int items)
    {
        var numbers = Enumerable.Range(0, items).ToArray();
        pool.Map(function, numbers[..Math.Min(items, 100_000)]);
        var options = new PoolCallOptions { Progress = new Progress($"{function.Method.Name} of {items:N0}") };
        return items / Pools.Seconds(() => pool.Map(function, numbers, options));
    }

    // How much more memory was in use than before, at most, without garbage: looked at ten times.
    private static (double Nanoseconds, double Megabytes) Stream(ProcessPool pool, int items)
    {
        GC.Collect();
        var (before, most, count) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        var seconds = Pools.Seconds(() =>
        {
            foreach (var _ in pool.MapLazily(Pools.Same, Enumerable.Range(0, items), StreamChunk))
            {
                if (++count % (items / 10) == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        });
        return (1e9 * seconds / items, Math.Max(0, most - before) / 1e6);
    }

    private static int AddUp(int number)
    {
        for (var i = 0; i < Work; i++)
            number = unchecked(number * 31 + i);
        return number;
    }

    /// <summary>Says on a terminal how far a call is.</summary>
    private sealed class Progress(string call) : IProgress<PoolProgress>
    {
        private long last = Stopwatch.GetTimestamp();

        public void Report(PoolProgress value)
        {
            if (Console.IsErrorRedirected || Stopwatch.GetElapsedTime(last) < TimeSpan.FromSeconds(0.2))
                return;

            last = Stopwatch.GetTimestamp();
            Console.Error.Write($"\r{call}: {100 * value.Done / value.Total!.Value} %\u001b[K\r");
        }
    }
}
