using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Managers;

/// <summary>Two managers and a worker: which of their processes run the module.</summary>
internal static class ManagerModules
{
    static ManagerModules() => Print.Line("global: the module runs");

    internal interface IA;

    public static void Main(StartMethod startMethod)
    {
        using var standard = Manager.Start(startMethod);
        using var mine = Manager.Start(startMethod).Register<IA, A>();
        mine.Create<IA>();
        using var pool = new ProcessPool(1, startMethod);
        pool.Map(F, [1]);
    }

    private static void F(int i) => Print.Line($"in f({i}): done");

    internal sealed class A : IA;
}
