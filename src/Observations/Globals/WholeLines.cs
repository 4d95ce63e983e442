using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>Four workers write long lines at the same time.</summary>
internal static class WholeLines
{
    private const int Workers = 4;

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(Workers, startMethod);
        pool.Map(Write, Enumerable.Range(1, Workers), chunkSize: 1);
    }

    private static void Write(int i)
    {
        Rendezvous.Meet("write", Workers);
        for (var n = 0; n < 50; n++)
            Print.Line($"in write({i}): {n} {new string((char)('0' + i), 4000)}");
    }
}
