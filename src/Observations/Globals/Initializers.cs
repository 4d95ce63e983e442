using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>A pool whose workers prepare themselves, and a pool whose workers fail to.</summary>
internal static class Initializers
{
    private static int prepared;

    public static void Main(StartMethod startMethod)
    {
        Print.Line("***workers prepare themselves***");
        using (var pool = PoolWith(PoolInitializer.Of(Prepare, 7), startMethod))
            pool.Map(F, [1, 2, 3], chunkSize: 1);

        Print.Line("***workers fail to***");
        using (var pool = PoolWith(PoolInitializer.Of(Fail), startMethod))
        {
            try
            {
                pool.Map(F, [4]);
            }
            catch (WorkerInitializationException e)
            {
                Print.Line($"the call: {e.GetType().Name}, caused by {e.InnerException?.GetType().Name}");
            }
        }
    }

    private static ProcessPool PoolWith(PoolInitializer initializer, StartMethod startMethod) =>
        new(
            new ProcessPoolOptions
            {
                Workers = 1,
                StartMethod = startMethod,
                MaxTasksPerWorker = 2,
                Initializer = initializer,
            }
        );

    private static void Prepare(int value)
    {
        prepared = value;
        Print.Line($"in prepare({value}): runs");
    }

    private static void Fail() => throw new InvalidOperationException("no licence");

    private static void F(int i) => Print.Line($"in f({i}): prepared = {prepared}");
}
