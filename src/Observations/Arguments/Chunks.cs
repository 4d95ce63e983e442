using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Arguments;

/// <summary>One list is sent with every item, and the items of a chunk get one copy of it.</summary>
internal static class Chunks
{
    public static void Main(StartMethod startMethod)
    {
        List<int> data = [.. Enumerable.Range(0, 10)];

        Print.Line("***chunks of three***");
        using (var pool = new ProcessPool(1, startMethod))
            pool.StarMap(G, Enumerable.Range(100, 6).Select(x => (data, x)), chunkSize: 3);
        Print.Line($"data = {ListText.Of(data)}");

        Print.Line("***chunks as the pool chooses them***");
        PrintChunks(startMethod, data, workers: 1, items: 5);
        PrintChunks(startMethod, data, workers: 2, items: 5);
        PrintChunks(startMethod, data, workers: 2, items: 100);
        PrintChunks(startMethod, data, workers: 1, items: 0);
    }

    private static void G(List<int> data, int x)
    {
        data.Add(x);
        Print.Line($"in g(data, {x}): id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
    }

    private static string CopyOf(List<int> data, int x) => Identity.Of(data);

    private static void PrintChunks(StartMethod startMethod, List<int> data, int workers, int items)
    {
        using var pool = new ProcessPool(workers, startMethod);
        var copies = pool.StarMap(CopyOf, Enumerable.Range(0, items).Select(x => (data, x)));
        // Identities are never reused, so equal ones are neighbours.
        var chunks = copies.GroupBy(copy => copy).Select(chunk => chunk.Count());
        Print.Line($"workers: {workers}, items: {items}, chunks: {ListText.Of(chunks)}");
    }
}
