using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>The post's first program: workers use the static fields of their module.</summary>
internal static class GlobalVariables
{
    private const string WorkerATask = "each task has a worker of its own";

    private static readonly int[] Indices = [3, 6, 0, 2, 5];
    private static readonly int[] Values = [110, 104, 196, 154, 158];

    private static List<int> data = [];
    private static Numbers a = new(0);

    static GlobalVariables()
    {
        Print.Line($"global: id(data) = {Identity.Of(data)}");
        Print.Line($"global: id(a) = {Identity.Of(a)}");
    }

    public static void Main(StartMethod startMethod, int workers)
    {
        if (workers == Indices.Length)
            Gate.Open(WorkerATask);

        data = [.. Enumerable.Range(0, 10)];
        Print.Line($"id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");

        Print.Line("***workers read from a list***");
        PrintResults(startMethod, workers, F);

        Print.Line("***workers append to a list***");
        Print.Line($"before: id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
        using (var pool = new ProcessPool(workers, startMethod))
        {
            pool.Map(G, Values, chunkSize: 1);
            pool.Close();
            pool.Join();
        }

        Print.Line($"after: id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");

        a = new(10);
        Print.Line($"id(a) = {Identity.Of(a)}");

        Print.Line("***workers call an object***");
        PrintResults(startMethod, workers, H);
    }

    private static int F(int i)
    {
        Meet("f");
        Print.Line($"in f({i}): id(data) = {Identity.Of(data)}");
        return data[i];
    }

    private static void G(int x)
    {
        Meet("g");
        data.Add(x);
        Print.Line($"in g({x}): id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
    }

    private static int H(int i)
    {
        Meet("h");
        Print.Line($"in h({i}): id(a) = {Identity.Of(a)}");
        return a[i];
    }

    private static void Meet(string phase)
    {
        if (Gate.IsOpen(WorkerATask))
            Rendezvous.Meet(phase, Indices.Length);
    }

    private static void PrintResults(StartMethod startMethod, int workers, Func<int, int> function)
    {
        using var pool = new ProcessPool(workers, startMethod);
        string line;
        try
        {
            line = ListText.Of(pool.Map(function, Indices, chunkSize: 1));
        }
        catch (ArgumentOutOfRangeException)
        {
            line = "***IndexError: list index out of range***";
        }

        pool.Close();
        pool.Join();
        Print.Line(line);
    }
}
