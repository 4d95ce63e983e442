using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Managers;

/// <summary>How many processes hold an object of a server, as the server counts them.</summary>
internal static class References
{
    private const int Workers = 2;

    public static void Main(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        var data = manager.List<int>();
        PrintReferences(manager, "of main");
        using (var pool = new ProcessPool(Workers, startMethod))
        {
            pool.Map(Rest, Enumerable.Range(0, Workers), chunkSize: 1);
            PrintReferences(manager, "beside two workers");
            pool.Close();
            pool.Join();
        }

        PrintReferences(manager, "afterwards");
        data.Dispose();
        Print.Line($"objects: {manager.ObjectCount}");
    }

    private static void Rest(int i) => Rendezvous.Meet("rest", Workers);

    private static void PrintReferences(Manager manager, string when)
    {
        var counts = Regex.Matches(manager.DebugInfo, "refcount=([0-9]+)").Select(count => count.Groups[1].Value);
        Print.Line($"references {when}: {string.Join(", ", counts)}");
    }
}
