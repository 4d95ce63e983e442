using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>One pool's block is left while a task runs; another pool is closed and joined.</summary>
internal static class PoolEnd
{
    public static void Main(StartMethod startMethod)
    {
        Print.Line("***the block is left***");
        IEnumerator<int> results;
        using (var pool = new ProcessPool(2, startMethod))
        {
            results = pool.MapLazily(Work, [-1, 1]).GetEnumerator();
            results.MoveNext();
        }

        PrintNext(results);

        Print.Line("***closed and joined***");
        using (var pool = new ProcessPool(2, startMethod))
        {
            results = pool.MapLazily(Work, [-2, 2]).GetEnumerator();
            results.MoveNext();
            pool.Close();
            Gate.Open("work(2) may end");
            PrintNext(results);
            pool.Join();
        }
    }

    private static int Work(int i)
    {
        if (i < 0)
        {
            Gate.Wait($"work({-i}) runs");
            return i;
        }

        Print.Line($"in work({i}): begins");
        Gate.Open($"work({i}) runs");
        Gate.Wait($"work({i}) may end");
        Print.Line($"in work({i}): ends");
        return i;
    }

    private static void PrintNext(IEnumerator<int> results)
    {
        using (results)
        {
            try
            {
                results.MoveNext();
                Print.Line($"the pending result: {results.Current}");
            }
            catch (ObjectDisposedException e)
            {
                Print.Line($"the pending result: {e.GetType().Name}");
            }
        }
    }
}
