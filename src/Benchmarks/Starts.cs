using System.Diagnostics;
using Multiprocessing;

namespace Benchmarks;

/// <summary>Starting a child that does nothing, and waiting for it to end.</summary>
internal static class Starts
{
    public const string FirstByForkServer = "first start + join by forkserver",
        FirstBySpawn = "first start + join by spawn";

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

        if (StartMethods.UnsupportedReason(StartMethod.ForkServer) is null)
        {
            figures["start + join by forkserver"] = AfterTheFirst(StartMethod.ForkServer);
            figures[FirstByForkServer] = Comparison.Median(Firsts(StartMethod.ForkServer));
            figures[FirstBySpawn] = Comparison.Median(Firsts(StartMethod.Spawn));
        }

        return figures;
    }

    private static double AfterTheFirst(StartMethod startMethod)
    {
        StartAndJoin(startMethod, 1);
        return StartAndJoin(startMethod, 60);
    }

    // In a program of its own, since a program starts its server once.
    private static IEnumerable<double> Firsts(StartMethod startMethod)
    {
        for (var i = 0; i < 7; i++)
        {
            using var main = ChildProcess.Start(
                StartAndJoin,
                startMethod,
                1,
                new ChildProcessOptions { StartMethod = StartMethod.Spawn }
            );
            yield return main.Result;
        }
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
