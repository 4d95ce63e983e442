using System.Text;
using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Server;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;
using SharedStateSpecs.Tools.CommandLine;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Anyone can connect; only who has the key can do harm.</summary>
public static class FloodSpecs
{
    private static readonly Dictionary<string, string?> WithKey = new()
    {
        ["SHAREDSTATE_AUTHKEY"] = Encoding.ASCII.GetString(Endpoints.Key),
    };

    [Linux("ulimit sets the number of descriptors.")]
    public sealed class ConnectionsWithoutTheKey
    {
        [Theory]
        [InlineData(96)]
        [InlineData(256)]
        public void Do_not_end_a_server_with_few_descriptors(int descriptors)
        {
            using var directory = new TemporaryDirectory();
            using var served = ServeProcess.StartByShell(
                $"ulimit -n {descriptors}; exec \"$@\"",
                WithKey,
                "--address",
                Path.Combine(directory.Path, "socket")
            );
            using var old = new WireClient(served.Address);
            var id = old.Create("list");

            using var flood = new Flood(served.Address, 3 * descriptors);
            flood.Connections.ForEach(connection => connection.WaitToReceive(Endpoints.Soon));
            using var young = new WireClient(served.Address);

            young.Ask(id, "__len__").Should().Be(("#RETURN", 0), "who has the key is served during the flood");
            old.Ask(id, "__len__").Should().Be(("#RETURN", 0));
            served.End("TERM").ExitCode.Should().Be(0);
        }

        [Fact]
        public void Are_closed_when_more_arrive_the_oldest_first()
        {
            using var server = new ManagerServer(Endpoints.Key, options: new() { MaxPendingConnections = 2 });
            server.Start();

            using var flood = new Flood(server.Address, 3);

            flood.Connections.Select(HasEnded).Should().Equal(true, false, false);
            using var client = new WireClient(server.Address);
            client.Ask(client.Create("list"), "__len__").Should().Be(("#RETURN", 0));
        }
    }

    [Theory]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(ThreadStartException))]
    public static void Work_is_dropped_if_the_system_has_no_thread_for_it(Type failure)
    {
        var ran = new List<string>();
        var isFull = true;
        var threads = new ServerThreads(run =>
        {
            if (isFull)
                throw (Exception)Activator.CreateInstance(failure, nonPublic: true)!;
            var thread = new Thread(run) { IsBackground = true };
            thread.Start();
            SpinWait.SpinUntil(() => ran.Count > 0, Limits.Wait);
        });

        threads.TryRun(() => ran.Add("dropped")).Should().BeFalse();
        isFull = false;
        threads.TryRun(() => ran.Add("done")).Should().BeTrue();

        ran.Should().Equal("done");
    }

    // The challenge is the only message that it gets.
    private static bool HasEnded(Connection connection)
    {
        connection.ReceiveText().Should().StartWith("#CHALLENGE#");
        return connection.WaitToReceive(Deadline.After(TimeSpan.FromMilliseconds(300))) && !connection.Receive(out _);
    }

    /// <summary>Connections that say nothing.</summary>
    private sealed class Flood : IDisposable
    {
        public Flood(string address, int count)
        {
            for (var i = 0; i < count; i++)
                Connections.Add(Listener.Connect(Address.Parse(address), Endpoints.Soon));
        }

        public List<Connection> Connections { get; } = [];

        public void Dispose() => Connections.ForEach(connection => connection.Dispose());
    }
}
