using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>A pool of two workers that is given one task.</summary>
internal static class IdleWorker
{
    private static readonly List<int> Data = [];

    static IdleWorker() => Print.Line($"global: id(data) = {Identity.Of(Data)}");

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(2, startMethod);
        pool.Map(F, [1]);
        pool.Close();
        pool.Join();
        Print.Line("after");
    }

    private static void F(int i) => Print.Line($"in f({i}): id(data) = {Identity.Of(Data)}");
}
