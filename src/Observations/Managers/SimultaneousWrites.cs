using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Managers;

/// <summary>
/// Two workers write to one list at the same time; gates fix the order in which they read, write and print.
/// </summary>
internal static class SimultaneousWrites
{
    public static void Main(StartMethod startMethod)
    {
        using var manager = ServerOfRun.Open(startMethod);
        using var pool = new ProcessPool(2, startMethod);

        var data = manager.List([0]);
        pool.StarMap(Write, [(data, 1), (data, 2)], chunkSize: 1);
        Print.Line($"data = {data}");

        data = manager.List([0]);
        var guard = manager.Lock();
        pool.StarMap(IncrementUnderLock, [(data, guard), (data, guard)], chunkSize: 1);
        Print.Line($"under a lock: data = {data}");
    }

    private static void Write(ListProxy<int> data, int i)
    {
        Increment(data, i);
        AppendAndPrintEarly(data, i);
        AppendAndPrintLate(data, i);
    }

    private static void Increment(ListProxy<int> data, int i)
    {
        if (i == 2)
            Gate.Wait("1 has read");
        var number = data[0];
        Print.Line($"in write(data, {i}): reads {number}");
        Gate.Open($"{i} has read");

        Gate.Wait(i == 1 ? "2 has read" : "1 has written");
        data[0] = number + 1;
        Print.Line($"in write(data, {i}): writes {number + 1}");
        Gate.Open($"{i} has written");
    }

    private static void AppendAndPrintEarly(ListProxy<int> data, int i)
    {
        Gate.Wait(i == 1 ? "2 has written" : "1 has read early");
        data.Add(100 + i);
        var text = data.ToString();
        Gate.Open($"{i} has read early");

        if (i == 1)
            Gate.Wait("2 has printed early");
        Print.Line($"in write(data, {i}): data = {text}");
        Gate.Open($"{i} has printed early");
    }

    private static void AppendAndPrintLate(ListProxy<int> data, int i)
    {
        Gate.Wait(i == 1 ? "2 has appended late" : "1 has printed early");
        data.Add(200 + i);
        Gate.Open($"{i} has appended late");

        Gate.Wait(i == 1 ? "2 has printed late" : "1 has appended late");
        Print.Line($"in write(data, {i}): data = {data}");
        Gate.Open($"{i} has printed late");
    }

    private static void IncrementUnderLock(ListProxy<int> data, LockProxy guard)
    {
        Rendezvous.Meet("under a lock", 2);
        using (guard.Hold())
            data[0]++;
    }
}
