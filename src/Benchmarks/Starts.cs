using System.Diagnostics;
using Multiprocessing;

namespace Benchmarks;

/// <summary>Starting a child that does nothing, and waiting for it to end.</summary>
internal static class Starts
{
    public static Dictionary<string, double> Measure()
    {
        var figures = new Dictionary<string, double>
        {
            ["start + join by spawn"] = StartAndJoin(StartMethod.Spawn, 15),
        };
        if (StartMethods.UnsupportedReason(StartMethod.Fork) is null)
        {
            using var main = ChildProcess.Start(
                static () => StartAndJoin(StartMethod.Fork, 60),
                new ChildProcessOptions { ForkReady = true }
            );
            figures["start + join by fork"] = main.Result;
        }

        return figures;
    }

    private static double StartAndJoin(StartMethod startMethod, int times)
    {
        var options = new ChildProcessOptions { StartMethod = startMethod };
        var milliseconds = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using (var child = ChildProcess.Start(Nothing, options))
                child.Join();
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Comparison.Median(milliseconds);
    }

    private static void Nothing() { }
}
