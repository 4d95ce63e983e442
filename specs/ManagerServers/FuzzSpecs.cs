using System.Diagnostics;
using System.Security.Cryptography;
using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Managers;
using Multiprocessing.Pickling;
using SharedStateSpecs.Connections;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.ManagerServers;

/// <summary>Bad input to a live server: answered by an error or the end of the connection, and the others are served all the while.</summary>
[Soak]
public static class FuzzSpecs
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3) * (SoakAttribute.Times(100) / 100.0);

    [Fact]
    public static void Mutated_messages_do_no_harm()
    {
        var random = new Random(1);
        using var server = Serve();
        using var other = new Bystander(server.Address);
        var seeds = Seeds(server);
        var client = new WireClient(server.Address);
        var count = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Time; count++)
        {
            try
            {
                client.Connection.Send(Mutate(seeds[random.Next(seeds.Length)], random));
                client.Receive().Kind.Should().StartWith("#");
            }
            catch (Exception ended) when (ended is EndOfStreamException or UnpicklingException)
            {
                client.Dispose();
                client = new(server.Address);
            }
        }

        client.Dispose();
        count.Should().BeGreaterThan(1_000);
        other.Calls.Should().BeGreaterThan(100);
    }

    [Fact]
    public static void Mutated_bytes_before_and_in_the_handshake_do_no_harm()
    {
        var random = new Random(2);
        using var server = Serve();
        using var other = new Bystander(server.Address);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Time;)
        {
            using var connection = Listener.Connect(Address.Parse(server.Address), Peers.Soon);
            try
            {
                connection.Send(Mutate(RandomNumberGenerator.GetBytes(random.Next(300)), random));
                connection.EndSending();
                while (connection.Receive(out _)) { }
            }
            catch (EndOfStreamException)
            {
                // That is what should happen.
            }
        }

        other.Calls.Should().BeGreaterThan(100);
    }

    [Fact]
    public static void A_message_costs_no_more_memory_than_its_length_explains()
    {
        using var server = Serve();
        var random = new Random(3);
        foreach (var seed in Seeds(server))
        {
            for (var i = 0; i < SoakAttribute.Times(2_000); i++)
            {
                var message = Mutate(seed, random);
                var before = GC.GetAllocatedBytesForCurrentThread();
                Request.Read(message, new PickleFormat(new RegisteredTypes()), out _);

                // What a reader and an exception cost, and for each byte at most one object, in a collection that doubles.
                (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000 + (200 * message.Length));
            }
        }
    }

    private static ManagerServer Serve()
    {
        var server = new ManagerServer("a key"u8, options: new() { HandshakeLimit = TimeSpan.FromSeconds(1) });
        server.Start();
        return server;
    }

    private static byte[][] Seeds(ManagerServer server)
    {
        using var client = new WireClient(server.Address);
        var types = new RegisteredTypes();
        Token.Register(types);
        var address = Address.Parse(server.Address);
        var (list, dict) = (client.Create("list", new List<object?> { 1, "a" }), client.Create("dict"));
        PythonTuple[] requests =
        [
            PythonTuple.Of(list, "append", PythonTuple.Of("text"), new Dictionary<object, object?>()),
            PythonTuple.Of(list, "__getitem__", PythonTuple.Of(new Slice(0, 5, 2)), new Dictionary<object, object?>()),
            PythonTuple.Of(dict, "update", PythonTuple.Of(new Dictionary<object, object?> { [PythonTuple.Of(1, "k")] = new List<object?> { 1.5, null, true } }), new Dictionary<object, object?> { ["x"] = 5 }),
            PythonTuple.Of(null, "create", PythonTuple.Of("Queue", 5), new Dictionary<object, object?>()),
            PythonTuple.Of(null, "get_methods", PythonTuple.Of(Token.Of("list", address, list)), new Dictionary<object, object?>()),
            PythonTuple.Of(list, "append", PythonTuple.Of(new PythonObject(new PythonGlobal("multiprocessing.managers", "RebuildProxy"), Opcode.Reduce,
                PythonTuple.Of(new PythonGlobal("multiprocessing.managers", "ListProxy"), Token.Of("list", address, list), "pickle", new Dictionary<object, object?>()))), new Dictionary<object, object?>()),
        ];
        return [.. requests.Select(request => new Pickler(types).Dump(request).ToArray()), .. new[] { "<params><param><value><array><data></data></array></value></param></params>"u8.ToArray() }];
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var mutated = seed.ToList();
        for (var i = random.Next(1, 5); i > 0 && mutated.Count > 0; i--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0: mutated[at] = (byte)random.Next(256); break;
                case 1: mutated[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: mutated.RemoveAt(at); break;
                case 3: mutated.Insert(at, (byte)random.Next(256)); break;
                default: mutated.RemoveRange(at, random.Next(mutated.Count - at)); break;
            }
        }

        return [.. mutated];
    }

    /// <summary>Another client, which goes on calling.</summary>
    private sealed class Bystander : IDisposable
    {
        private readonly WireClient client;
        private readonly Task calling;
        private volatile bool isDone;
        private int calls;

        public Bystander(string address)
        {
            client = new(address);
            var id = client.Create("list");
            calling = Task.Factory.StartNew(() =>
            {
                for (; !isDone; calls++) client.Ask(id, "__len__").Should().Be(("#RETURN", 0));
            }, TaskCreationOptions.LongRunning);
        }

        /// <summary>How many of its calls were answered, every one of them rightly.</summary>
        public int Calls
        {
            get
            {
                isDone = true;
                calling.GetAwaiter().GetResult();
                return calls;
            }
        }

        public void Dispose()
        {
            isDone = true;
            client.Dispose();
        }
    }
}
