using System.Diagnostics;
using Multiprocessing;
using static SharedStateSpecs.Library.Pools.PoolPrograms;

namespace SharedStateSpecs.Library.Pools;

/// <summary>A module that kills each process that runs it, as long as a variable is set.</summary>
internal static class DyingModule
{
    private const string Variable = "SPEC_MODULE_DIES";
    private static readonly int Answer = LiveOrDie();

    /// <summary>How a call ends whose workers are killed at their start, and the result of the next call.</summary>
    public static (string Failure, int Result) UsePool()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        var failure = Failure(() => pool.Apply(static () => Answer));
        Environment.SetEnvironmentVariable(Variable, null);
        return (failure, pool.Apply(static () => Answer));
    }

    private static int LiveOrDie()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
            Process.GetCurrentProcess().Kill();
        return 42;
    }
}
