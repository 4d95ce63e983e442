using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>A pool that is created without a size.</summary>
internal static class DefaultPool
{
    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(new ProcessPoolOptions { StartMethod = startMethod });
        Print.Line($"workers: {pool.WorkerIds.Count}, processors: {Environment.ProcessorCount}");
        pool.Close();
        pool.Join();
    }
}
