using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>Tasks finish in reverse order: each waits for the one after it.</summary>
internal static class ReverseOrder
{
    private const int Last = 4;

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(Last, startMethod);
        Print.Line("before");
        Print.Line(ListText.Of(pool.Map(F, Enumerable.Range(1, Last), chunkSize: 1)));
    }

    private static int F(int i)
    {
        if (i < Last)
            Gate.Wait($"f({i + 1}) is done");
        Print.Line($"in f({i}): done");
        Gate.Open($"f({i}) is done");
        return i * i;
    }
}
