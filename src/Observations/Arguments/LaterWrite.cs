using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Arguments;

/// <summary>A list is written to after it was passed to a call, and after it was given by a source.</summary>
internal static class LaterWrite
{
    private const string Written = "main has written";

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(1, startMethod);

        Print.Line("***main writes after the call***");
        List<int> data = [1];
        try
        {
            var waits = pool.ApplyAsync(Wait, Written);
            var fillsThePipe = pool.ApplyAsync(Length, new string('x', 1_000_000));
            var shows = pool.ApplyAsync(Show, data);
            data.Add(2);
            Gate.Open(Written);
            Task.WaitAll(waits, fillsThePipe, shows);
        }
        catch (NotSupportedException e)
        {
            Print.Line($"the call: {e.GetType().Name}");
        }

        Print.Line("***the source writes after it gave the list***");
        Print.Line(ListText.Of(pool.MapLazily(Show, Source())));
    }

    private static int Wait(string gate)
    {
        Gate.Wait(gate);
        return 0;
    }

    private static int Length(string text) => text.Length;

    private static int Show(List<int> data)
    {
        Print.Line($"in show(data): data = {ListText.Of(data)}");
        return data.Count;
    }

    private static IEnumerable<List<int>> Source()
    {
        List<int> data = [1];
        yield return data;
        data.Add(2);
        yield return data;
    }
}
