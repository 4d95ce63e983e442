using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>A pool is terminated while its worker runs its module.</summary>
internal static class Termination
{
    private const string ModuleRuns = "the module runs";

    static Termination()
    {
        Print.Line("global: begins");
        if (CurrentProcess.Name != "main")
        {
            Gate.Open(ModuleRuns);
            Thread.Sleep(1000);
        }

        Print.Line("global: ends");
    }

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(1, startMethod);
        Gate.Wait(ModuleRuns);
        pool.Terminate();
        pool.Join();
        Print.Line("after");
    }
}
