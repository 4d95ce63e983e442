using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>Main takes results one by one; tasks wait for each other, and until main has taken some.</summary>
internal static class LazyResults
{
    private const int Items = 100;

    private static int read;

    public static void Main(StartMethod startMethod)
    {
        Print.Line("***in the order of the arguments***");
        using (var pool = new ProcessPool(2, startMethod))
            PrintEach(pool.MapLazily(F, [1, 2, 3]), "f");

        Print.Line("***as tasks finish***");
        using (var pool = new ProcessPool(2, startMethod))
        {
            PrintEach(pool.MapLazilyUnordered(G, [1, 2]), "g");

            Print.Line("***one result is taken***");
            using var results = pool.MapLazily(H, Source(), readAhead: 4).GetEnumerator();
            results.MoveNext();
            Print.Line($"{read} of {Items} items are read");
        }
    }

    private static int F(int i)
    {
        if (i == 1)
            Gate.Wait("f(3) runs");
        if (i == 3)
        {
            Gate.Open("f(3) runs");
            Gate.Wait("f(2) is taken");
        }

        Print.Line($"in f({i}): done");
        return i;
    }

    private static int G(int i)
    {
        if (i == 1)
            Gate.Wait("g(2) is taken");
        Print.Line($"in g({i}): done");
        return i;
    }

    private static int H(int i)
    {
        if (i == 1)
            Gate.Wait("four items are read");
        return i;
    }

    private static IEnumerable<int> Source()
    {
        while (read < Items)
        {
            if (++read == 4)
                Gate.Open("four items are read");
            yield return read;
        }
    }

    private static void PrintEach(IEnumerable<int> results, string function)
    {
        foreach (var result in results)
        {
            Print.Line($"result: {result}");
            Gate.Open($"{function}({result}) is taken");
        }
    }
}
