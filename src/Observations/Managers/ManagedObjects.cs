using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Managers;

/// <summary>The post's third program: workers use a list and an object that live in the process of a manager.</summary>
internal static class ManagedObjects
{
    private const string WorkerATask = "each task has a worker of its own";

    private static readonly int[] Indices = [3, 6, 0, 2, 5];
    private static readonly int[] Values = [110, 104, 196, 154, 158];

    internal interface IA
    {
        int GetData(int index);
    }

    public static void Main(StartMethod startMethod, int workers)
    {
        if (workers == Indices.Length)
            Gate.Open(WorkerATask);

        using var manager = ServerOfRun.Open(startMethod);
        using var myManager = ServerOfRun.Open<IA, A>(startMethod);
        using var pool = new ProcessPool(workers, startMethod);

        var data = manager.List(Enumerable.Range(0, 10));
        Print.Line($"id(data) = {Identity.Of(data)}, data = {data}");

        Print.Line("***workers read from a list***");
        Print.Line(ListText.Of(pool.StarMap(F, Indices.Select(i => (data, i)), chunkSize: 1)));

        Print.Line("***workers append to a list***");
        Print.Line($"before: id(data) = {Identity.Of(data)}, data = {data}");
        pool.StarMap(G, Values.Select(x => (data, x)), chunkSize: 1);
        Print.Line($"after: id(data) = {Identity.Of(data)}, data = {data}");

        var a = myManager.Create<IA>(10);
        Print.Line($"id(a) = {Identity.Of(a)}");

        Print.Line("***workers call an object***");
        Print.Line(ListText.Of(pool.StarMap(H, Indices.Select(i => (a, i)), chunkSize: 1)));
    }

    private static int F(ListProxy<int> data, int i)
    {
        Meet("f");
        Print.Line($"in f(data, {i}): id(data) = {Identity.Of(data)}");
        return data[i];
    }

    private static void G(ListProxy<int> data, int x)
    {
        Meet("g");
        data.Add(x);
        Print.Line($"in g(data, {x}): id(data) = {Identity.Of(data)}, data = {data}");
    }

    private static int H(IA a, int i)
    {
        Meet("h");
        Print.Line($"in h(a, {i}): id(a) = {Identity.Of(a)}");
        return a.GetData(i);
    }

    private static void Meet(string phase)
    {
        if (Gate.IsOpen(WorkerATask))
            Rendezvous.Meet(phase, Indices.Length);
    }

    internal sealed class A(int n) : IA
    {
        private readonly List<int> data = [.. Enumerable.Range(0, n)];

        public int GetData(int index) => data[index];
    }
}
