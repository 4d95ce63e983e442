using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Additions;

/// <summary>The fork server makes a table of 200 MB before it forks, and four workers read it.</summary>
internal static class Preloading
{
    private const int Workers = 4;

    private static int[] table = [];

    static Preloading() => Print.Line("global: runs");

    public static void Main(StartMethod startMethod)
    {
        StartMethods.Preload(MakeTable);
        using var pool = new ProcessPool(Workers, startMethod);
        pool.Map(Read, Enumerable.Range(1, Workers), chunkSize: 1);
    }

    private static void MakeTable()
    {
        table = new int[50_000_000];
        for (var i = 0; i < table.Length; i++)
            table[i] = i;
        Print.Line("in make: runs");
    }

    private static void Read(int i)
    {
        Rendezvous.Meet("each worker has a task", Workers);
        Print.Line($"in read({i}): largest = {table.Max()}, private = {PrivateMemory.Bytes()}");
    }
}
