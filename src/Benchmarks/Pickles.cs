using System.Diagnostics;
using Multiprocessing.Pickling;

namespace Benchmarks;

/// <summary>Values to bytes and back.</summary>
internal static class Pickles
{
    private const int Times = 5;

    public static Dictionary<string, double> Measure()
    {
        var pickler = new Pickler(PickleTypes.Application);
        var unpickler = new Unpickler(PickleTypes.Application);
        var bytes = new byte[100_000_000];
        Random.Shared.NextBytes(bytes);
        var numbers = Enumerable.Range(0, 1_000_000).ToList();
        var pickle = pickler.Dump(numbers).ToArray();
        return new()
        {
            ["pickle 100 MB of bytes"] = Milliseconds(() => pickler.Dump(bytes)),
            ["pickle a list of a million int"] = Milliseconds(() => pickler.Dump(numbers)),
            ["unpickle a list of a million int"] = Milliseconds(() => unpickler.Load<List<int>>(pickle)),
        };
    }

    private static double Milliseconds(Action action) =>
        Comparison.Median(
            Enumerable
                .Range(0, Times)
                .Select(_ =>
                {
                    var start = Stopwatch.GetTimestamp();
                    action();
                    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                })
                .ToList()
        );
}
