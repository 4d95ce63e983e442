using System.Globalization;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>A server under the calls of many clients.</summary>
public static class ManyClientsSpecs
{
    private const int Clients = 64,
        Appends = 50;

    private static readonly TimeSpan Soon = Limits.Wait;

    [Fact]
    public static void Appends_of_many_workers_are_neither_lost_nor_repeated()
    {
        using var manager = Manager.Start(StartMethod.Spawn);
        using var list = manager.List<int>();
        using (var pool = new ProcessPool(4, StartMethod.Spawn))
            pool.StarMap(AppendMany, Enumerable.Range(0, 8).Select(task => (list, task)), chunkSize: 1);

        list.Order().Should().Equal(Enumerable.Range(0, 8 * Appends));
    }

    [Fact]
    public static async Task Sixty_four_clients_at_once_lose_nothing()
    {
        var (server, manager) = DotNetServer.Start();
        using var started = server;
        using var list = manager.List<int>();
        using var meeting = new Barrier(Clients);

        await AtOnce(client =>
        {
            using var connection = Manager.Connect(manager.Address, manager.AuthKey.Span);
            meeting.SignalAndWait(Soon).Should().BeTrue();
            AppendMany(list, client);
        });

        list.Order().Should().Equal(Enumerable.Range(0, Clients * Appends));
    }

    [Fact, Linux("It reads /proc/PID/smaps_rollup.")]
    public static async Task A_client_costs_the_server_less_than_a_megabyte()
    {
        using var manager = Manager.Start(StartMethod.Spawn);
        using var list = manager.List<int>();
        using var connected = new Barrier(Clients + 1);
        using var measured = new ManualResetEventSlim();
        AppendMany(list, 0);
        var before = PrivateBytes(manager.ProcessId);

        var clients = AtOnce(client =>
        {
            AppendMany(list, client + 1);
            connected.SignalAndWait(Soon).Should().BeTrue();
            measured.Wait(Soon);
        });
        connected.SignalAndWait(Soon).Should().BeTrue();
        var with = PrivateBytes(manager.ProcessId);
        measured.Set();
        await clients;

        ((with - before) / Clients)
            .Should()
            .BeLessThan(1_000_000, "a client costs a thread and its stack, which is mostly unused");
    }

    private static void AppendMany(ListProxy<int> list, int client)
    {
        for (var i = 0; i < Appends; i++)
            list.Add((client * Appends) + i);
    }

    private static Task AtOnce(Action<int> client) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(number =>
                    Task.Factory.StartNew(
                        () => client(number),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );

    private static long PrivateBytes(int process) =>
        1024
        * File.ReadLines($"/proc/{process}/smaps_rollup")
            .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
            .Sum(line =>
                long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            );
}
