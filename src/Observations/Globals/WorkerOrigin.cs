using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>
/// A pool that is given no start method, and a pool that is given one: each has one worker, which tells where it comes
/// from.
/// </summary>
internal static class WorkerOrigin
{
    private static readonly int RanIn = Environment.ProcessId;

    static WorkerOrigin() => Print.Line("global: runs");

    public static void Main(StartMethod startMethod)
    {
        Print.Line($"default: {StartMethods.Default.ToString().ToLowerInvariant()}");

        Print.Line("***a pool that is given no start method***");
        using (var pool = new ProcessPool(new ProcessPoolOptions { Workers = 1 }))
            pool.Map(Tell, [Environment.ProcessId]);

        Print.Line("***a pool that is given a start method***");
        using (var pool = new ProcessPool(1, startMethod))
            pool.Map(Tell, [Environment.ProcessId]);
    }

    private static void Tell(int main)
    {
        var ranHere = RanIn == Environment.ProcessId;
        Print.Line($"in tell: the module ran here: {ranHere}, main started me: {ParentProcess.Is(main)}");
    }
}
