using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>Workers of two pools print their names and start children.</summary>
internal static class WorkerNames
{
    public static void Main(StartMethod startMethod)
    {
        for (var i = 0; i < 2; i++)
        {
            using var pool = new ProcessPool(1, startMethod);
            pool.Map(Tell, [startMethod]);
        }
    }

    private static void Tell(StartMethod startMethod)
    {
        Print.Line($"in tell: my name is {CurrentProcess.Name}");
        using var child = ChildProcess.Start(Be, new ChildProcessOptions { StartMethod = startMethod });
        child.Join();
    }

    private static void Be() => Print.Line("a child of a worker");
}
