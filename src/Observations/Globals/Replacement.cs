using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>A worker is replaced after its quota of tasks; main's list changes meanwhile.</summary>
internal static class Replacement
{
    private static readonly List<int> Data = [];

    public static void Main(StartMethod startMethod)
    {
        Data.Add(100);

        Print.Line("***a task a worker***");
        MapInPool(startMethod, tasksPerWorker: 1, [1, 2, 3], chunkSize: 1);

        Print.Line("***two tasks a worker, chunks of two***");
        MapInPool(startMethod, tasksPerWorker: 2, [1, 2, 3, 4, 5, 6, 7, 8], chunkSize: 2);

        Print.Line($"data = {ListText.Of(Data)}");
    }

    private static void MapInPool(StartMethod startMethod, int tasksPerWorker, int[] items, int chunkSize)
    {
        using var pool = new ProcessPool(
            new ProcessPoolOptions
            {
                Workers = 1,
                StartMethod = startMethod,
                MaxTasksPerWorker = tasksPerWorker,
            }
        );
        Data.Add(200);
        pool.Map(G, items, chunkSize);
        pool.Close();
        pool.Join();
    }

    private static void G(int x)
    {
        Data.Add(x);
        Print.Line($"in g({x}): data = {ListText.Of(Data)}");
    }
}
