using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Arguments;

/// <summary>The post's second program: workers get what they use as arguments.</summary>
internal static class ArgumentPassing
{
    private const string WorkerATask = "each task has a worker of its own";

    private static readonly int[] Indices = [3, 6, 0, 2, 5];
    private static readonly int[] Values = [110, 104, 196, 154, 158];

    static ArgumentPassing() => Print.Line("global: the module runs");

    public static void Main(StartMethod startMethod, int workers)
    {
        if (workers == Indices.Length)
            Gate.Open(WorkerATask);

        List<int> data = [.. Enumerable.Range(0, 10)];
        Print.Line($"id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");

        Print.Line("***workers read from a list***");
        Print.Line(StarMapInPool(startMethod, workers, F, Indices.Select(i => (data, i))));

        Print.Line("***workers append to a list***");
        Print.Line($"before: id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
        using (var pool = new ProcessPool(workers, startMethod))
        {
            pool.StarMap(G, Values.Select(x => (data, x)), chunkSize: 1);
            pool.Close();
            pool.Join();
        }

        Print.Line($"after: id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");

        var a = new Numbers(10);
        Print.Line($"id(a) = {Identity.Of(a)}");

        Print.Line("***workers call an object***");
        Print.Line(StarMapInPool(startMethod, workers, H, Indices.Select(i => (a, i))));
    }

    private static int F(List<int> data, int i)
    {
        Meet("f");
        Print.Line($"in f(data, {i}): id(data) = {Identity.Of(data)}");
        return data[i];
    }

    private static void G(List<int> data, int x)
    {
        Meet("g");
        data.Add(x);
        Print.Line($"in g(data, {x}): id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
    }

    private static int H(Numbers a, int i)
    {
        Meet("h");
        Print.Line($"in h(a, {i}): id(a) = {Identity.Of(a)}");
        return a[i];
    }

    private static void Meet(string phase)
    {
        if (Gate.IsOpen(WorkerATask))
            Rendezvous.Meet(phase, Indices.Length);
    }

    private static string StarMapInPool<T>(
        StartMethod startMethod,
        int workers,
        Func<T, int, int> function,
        IEnumerable<(T, int)> items
    )
    {
        using var pool = new ProcessPool(workers, startMethod);
        var results = pool.StarMap(function, items, chunkSize: 1);
        pool.Close();
        pool.Join();
        return ListText.Of(results);
    }
}
