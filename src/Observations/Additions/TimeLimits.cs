using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Additions;

/// <summary>A task hangs, in a pool whose tasks have a time limit.</summary>
internal static class TimeLimits
{
    public static void Main(StartMethod startMethod)
    {
        var options = new ProcessPoolOptions
        {
            Workers = 1,
            StartMethod = startMethod,
            TaskTimeout = TimeoutMultiplier.Scale(TimeSpan.FromSeconds(1)),
        };
        using var pool = new ProcessPool(options);
        foreach (var outcome in pool.MapLazily(F, [0, 1, 2], readAhead: 1).Outcomes())
            Print.Line($"item {outcome.Index}: {outcome.Exception?.GetType().Name ?? $"{outcome.Value}"}");
    }

    private static int F(int i)
    {
        Print.Line($"in f({i}): runs");
        if (i == 1)
            Thread.Sleep(Timeout.Infinite);
        return i * i;
    }
}
