using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Additions;

/// <summary>Some items throw, and some kill their worker.</summary>
internal static class ItemOutcomes
{
    private const string RanBefore = "g(2) ran before";

    public static void Main(StartMethod startMethod)
    {
        using (var pool = new ProcessPool(1, startMethod))
        {
            Print.Line("***one outcome for all items***");
            try
            {
                pool.Map(F, [0, 1, 2, 3, 4, 5], chunkSize: 2);
            }
            catch (InvalidOperationException e)
            {
                Print.Line($"Map: {e.GetType().Name}");
            }

            Print.Line("***an outcome for each item***");
            PrintEach(pool.MapLazily(F, [0, 1, 2, 3, 4, 5], chunkSize: 2, readAhead: 2));
        }

        Print.Line("***lost items run again***");
        var options = new ProcessPoolOptions
        {
            Workers = 1,
            StartMethod = startMethod,
            RetryLost = 1,
        };
        using (var pool = new ProcessPool(options))
            PrintEach(pool.MapLazily(G, [0, 1, 2, 3], readAhead: 1));
    }

    private static int F(int i)
    {
        Print.Line($"in f({i}): runs");
        if (i == 2)
            Process.GetCurrentProcess().Kill();
        return i == 1 ? throw new InvalidOperationException("1 is refused") : i * i;
    }

    private static int G(int i)
    {
        Print.Line($"in g({i}): runs");
        if (i == 2 && !Gate.IsOpen(RanBefore))
        {
            Gate.Open(RanBefore);
            Process.GetCurrentProcess().Kill();
        }

        return i == 1 ? throw new InvalidOperationException("1 is refused") : i * i;
    }

    private static void PrintEach(ProcessSequence<int> results)
    {
        foreach (var outcome in results.Outcomes())
            Print.Line($"item {outcome.Index}: {outcome.Exception?.GetType().Name ?? $"{outcome.Value}"}");
    }
}
