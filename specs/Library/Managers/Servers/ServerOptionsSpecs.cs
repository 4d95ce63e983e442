using Multiprocessing;
using SharedStateSpecs.Library.Connections;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>The options of a server, at their limits.</summary>
public static class ServerOptionsSpecs
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public static void No_pending_connection_at_all_is_refused(int most) =>
        Refused(nameof(ManagerServerOptions.MaxPendingConnections), new() { MaxPendingConnections = most });

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(long.MinValue)]
    public static void A_handshake_without_time_is_refused(long ticks) =>
        Refused(nameof(ManagerServerOptions.HandshakeLimit), new() { HandshakeLimit = new(ticks) });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(int.MaxValue, long.MaxValue)]
    [InlineData(int.MaxValue - 1, long.MaxValue - 1)]
    [InlineData(1, -10_000)]
    public static void The_largest_and_the_smallest_values_are_taken(int most, long ticks)
    {
        ManagerServerOptions options = new() { MaxPendingConnections = most, HandshakeLimit = new(ticks) };
        using var server = new ManagerServer(Endpoints.Key, options: options);

        server.Start();

        server.ObjectCount.Should().Be(0);
    }

    [Fact]
    public static void A_wait_for_the_end_takes_every_time_limit_but_a_negative_one()
    {
        using var server = new ManagerServer(Endpoints.Key);
        server.Start();

        server.WaitForShutdown(TimeSpan.Zero).Should().BeFalse();
        server.WaitForShutdown(TimeSpan.FromMilliseconds(1)).Should().BeFalse();
        foreach (var negative in (TimeSpan[])[new(-1), TimeSpan.MinValue])
        {
            server
                .Invoking(it => it.WaitForShutdown(negative))
                .Should()
                .Throw<ArgumentOutOfRangeException>()
                .Which.ParamName.Should()
                .Be("limit");
        }

        server.Dispose();
        server.WaitForShutdown(TimeSpan.MaxValue).Should().BeTrue();
        server.WaitForShutdown(Timeout.InfiniteTimeSpan).Should().BeTrue();
    }

    [Fact]
    public static void A_log_that_throws_loses_lines_and_nothing_else()
    {
        var lines = 0;
        ManagerServerOptions options = new()
        {
            Log = _ =>
            {
                Interlocked.Increment(ref lines);
                throw new IOException("No space left on device");
            },
        };
        using var server = new ManagerServer(Endpoints.Key, options: options);
        server.Start();

        for (var i = 0; i < 3; i++)
        {
            using var damaged = Multiprocessing.Connections.Listener.Connect(
                Multiprocessing.Connections.Address.Parse(server.Address),
                Endpoints.Soon
            );
            damaged.Send("abcd"u8.ToArray());
        }

        ServerWithPythonClients.Await(() => lines == 3);
        using var client = new WireClient(server.Address);
        client.Ask(client.Create("list"), "__len__").Should().Be(("#RETURN", 0));
    }

    private static void Refused(string name, ManagerServerOptions options)
    {
        var refused = () => new ManagerServer(Endpoints.Key, options: options);

        refused.Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be(name);
    }
}
