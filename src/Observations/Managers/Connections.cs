using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Managers;

/// <summary>
/// How often a worker connects to the server of its proxies: the server prints a line for each connection.
/// </summary>
internal static class Connections
{
    private const string Listens = "the server listens",
        Done = "all is done";

    private static string Address => RunDirectory.FileOfThisRun("telling.socket");

    public static void Main(StartMethod startMethod)
    {
        using var server = ChildProcess.Start(
            ServeTelling,
            new ChildProcessOptions { StartMethod = startMethod, Name = "manager-1" }
        );
        Gate.Wait(Listens);
        using (var manager = Manager.Connect(Address, CurrentProcess.AuthKey.Span))
        {
            var data = manager.List<int>();
            Print.Line("***five tasks of one worker***");
            using (var pool = new ProcessPool(1, startMethod))
            {
                pool.StarMap(Append, Enumerable.Range(0, 5).Select(x => (data, x)), chunkSize: 1);
                pool.Close();
                pool.Join();
            }

            Print.Line("***done***");
        }

        Gate.Open(Done);
        server.Join();
    }

    private static void Append(ListProxy<int> data, int x) => data.Add(x);

    private static void ServeTelling()
    {
        using var server = new ManagerServer(
            CurrentProcess.AuthKey.Span,
            Address,
            new()
            {
                Log = line =>
                {
                    if (line.StartsWith("a client asks", StringComparison.Ordinal))
                        Print.Line("a connection");
                },
            }
        );
        server.Start();
        Gate.Open(Listens);
        Gate.Wait(Done);
    }
}
