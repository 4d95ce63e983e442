using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Managers;

/// <summary>
/// A proxy: what it is, what comes back through it, and what is left of it when its server has ended.
/// </summary>
internal static class Proxies
{
    public static void Main(StartMethod startMethod)
    {
        using var manager = ServerOfRun.Open(startMethod);
        var data = manager.List([0, 1, 2]);
        using (var pool = new ProcessPool(1, startMethod))
        {
            Print.Line("***a proxy stands for one object, in every process***");
            Print.Line($"text: {data}");
            Print.Line($"id(data) = {Identity.Of(data)}, referent = {Referent(data)}");
            var another = pool.Apply(Tell, data);
            Print.Line($"id(another) = {Identity.Of(another)}, referent = {Referent(another)}");
            pool.StarMap(Compare, [(data, data)]);
            pool.StarMap(Compare, [(data, another)]);

            Print.Line("***an index beyond the end***");
            PrintOutcome("asked by main", () => data[3]);
            PrintOutcome("asked by a worker", () => pool.StarMap(Read, [(data, 3)])[0]);
        }

        Print.Line("***what is read is a copy, unless it is a proxy***");
        var lists = manager.List<List<int>>([
            [1, 2],
        ]);
        lists[0].Add(3);
        Print.Line($"a list in a list: {ListText.Of(lists[0])}");
        var proxies = manager.List([data]);
        proxies[0].Add(3);
        Print.Line($"a proxy in a list: {proxies[0]}");
        var copy = data[..];
        copy.Add(4);
        Print.Line($"data = {data}, a slice of it = {ListText.Of(copy)}");
        Print.Line($"a proxy equals a list of its items: {data.Equals(data[..])}");

        Print.Line("***the server ends***");
        ServerOfRun.End(manager, () => _ = data.Count);
        Print.Line($"a call fails: {ServerOfRun.Fails(() => _ = data.Count)}");
        Print.Line($"text: {Regex.Replace($"{data}", "0x[0-9a-f]+", "0x...")}");
    }

    private static ListProxy<int> Tell(ListProxy<int> data)
    {
        Print.Line($"in tell(data): id(data) = {Identity.Of(data)}, referent = {Referent(data)}");
        return data;
    }

    private static void Compare(ListProxy<int> first, ListProxy<int> second) =>
        Print.Line(
            $"in compare(data, data): one proxy: {ReferenceEquals(first, second)}, "
                + $"one referent: {Referent(first) == Referent(second)}"
        );

    // The cause is expected to name it, so it keeps a frame of its own in an optimized build too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Read(ListProxy<int> data, int i) => data[i];

    /// <summary>Which object of the server it is, written as an identity.</summary>
    private static string Referent(Proxy proxy) => $"#{Convert.ToUInt64(proxy.Id, 16)}";

    private static void PrintOutcome(string what, Func<int> call)
    {
        try
        {
            Print.Line($"{what}: {call()}");
        }
        catch (ArgumentOutOfRangeException e)
        {
            var namesRead =
                e.InnerException is { } cause
                && cause.ToString().Contains($"{nameof(Proxies)}.{nameof(Read)}", StringComparison.Ordinal);
            Print.Line($"{what}: IndexError: {e.Message}; its cause names read: {namesRead}");
        }
    }
}
