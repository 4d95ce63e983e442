using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Multiprocessing.Connections;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;
using SharedStateSpecs.Tools.CommandLine;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// `sharedstate serve` answers invalid input with an error, or closes the connection. It keeps serving its other
/// clients, and does not end.
/// </summary>
[Soak, Linux("It writes to a Unix socket byte by byte.")]
public sealed class FuzzSpecs : IDisposable
{
    private static readonly byte[] Xml = Encoding.ASCII.GetBytes(
        "<params><param><value><array><data>"
            + "<value><nil/></value><value><string>create</string></value>"
            + "<value><array><data><value><string>list</string></value></data></array></value>"
            + "<value><struct><member><name>x</name><value><int>5</int></value></member></struct></value>"
            + "</data></array></value></param></params>"
    );

    private readonly TemporaryDirectory directory = new();
    private readonly ServeProcess server;
    private readonly WireClient keeper;
    private readonly byte[][] requests;

    public FuzzSpecs()
    {
        server = ServeProcess.Start(
            environment: new() { ["SHAREDSTATE_AUTHKEY"] = Encoding.ASCII.GetString(Endpoints.Key) },
            "--address",
            Path.Combine(directory.Path, "socket")
        );
        keeper = new(server.Address);
        requests = Requests.Of(
            keeper.Create("list", new List<object?> { 1, "a" }),
            keeper.Create("dict"),
            server.Address
        );
    }

    public void Dispose()
    {
        keeper.Dispose();
        server.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void A_mutated_message_is_answered()
    {
        var answers = new Dictionary<string, int>();
        using var others = new Bystander(server.Address);
        var client = new WireClient(server.Address);

        Mutants.Try(
            seed: 1,
            times: 5_000,
            requests,
            mutant =>
            {
                client.Connection.Send(mutant);
                var (kind, _) = client.Receive();
                answers[kind] = answers.GetValueOrDefault(kind) + 1;
            }
        );

        answers
            .Keys.Should()
            .Contain(["#RETURN", "#TRACEBACK"])
            .And.BeSubsetOf(["#RETURN", "#TRACEBACK", "#ERROR", "#PROXY", "#UNSERIALIZABLE"]);
        answers["#TRACEBACK"]
            .Should()
            .BeGreaterThan(answers.Values.Sum() / 2, "most of them are no longer valid pickles");
        others.Stop().Should().BeGreaterThan(10);
        client.Dispose();
        // A server waits two seconds before it releases the references of an ended connection.
        ServerWithPythonClients.Await(() => keeper.Ask(null, "number_of_objects") is ("#RETURN", 2));
        EndsWell();
    }

    [Fact]
    public void Mutated_bytes_are_answered_or_end_the_connection()
    {
        byte[][] originals = [.. requests, Xml, Xml];
        var random = new Random(2);
        var (answered, ended) = (0, 0);
        using var others = new Bystander(server.Address);

        Mutants.Try(
            seed: 3,
            times: 1_000,
            originals,
            mutant =>
            {
                using var connection = Connect(authenticate: random.Next(4) > 0);
                Send(connection, random.Next(2) == 0 ? Framed(mutant) : Mutants.Of(Framed(mutant), originals, random));
                if (CountAnswers(connection) > 0)
                    answered++;
                else
                    ended++;
            }
        );

        answered.Should().BePositive();
        ended.Should().BePositive();
        others.Stop().Should().BeGreaterThan(10);
        EndsWell();
    }

    private void EndsWell()
    {
        var end = server.End("TERM");
        end.Error.Should().BeEmpty();
        end.ExitCode.Should().Be(0);
    }

    private Connection Connect(bool authenticate)
    {
        var address = Address.Parse(server.Address);
        return authenticate
            ? Listener.Connect(address, new Authentication(Endpoints.Key, allowMd5: true), Endpoints.Soon)
            : Listener.Connect(address, Endpoints.Soon);
    }

    private static byte[] Framed(byte[] message)
    {
        var framed = new byte[sizeof(int) + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, message.Length);
        message.CopyTo(framed, sizeof(int));
        return framed;
    }

    private static void Send(Connection connection, byte[] bytes)
    {
        using var socket = new Socket(
            new SafeSocketHandle(((DescriptorConnection)connection).Descriptor.Value, ownsHandle: false)
        );
        try
        {
            socket.Send(bytes);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has closed the connection.
        }
    }

    // The challenge to a client that has not authenticated is not an answer.
    private static int CountAnswers(Connection connection)
    {
        for (var count = 0; ; count++)
        {
            if (!connection.WaitToReceive(Endpoints.Soon))
                throw new TimeoutException("The server neither answers nor closes the connection.");
            if (!connection.Receive(out var message))
                return count;
            if (message.Span.StartsWith("#CHALLENGE#"u8))
                count--;
        }
    }

    /// <summary>Other clients: one that stays connected and calls, and new ones that connect again and again.</summary>
    private sealed class Bystander : IDisposable
    {
        private readonly string address;
        private readonly Task<int> calling;
        private volatile bool isDone;

        public Bystander(string address)
        {
            this.address = address;
            calling = Task.Factory.StartNew(Call, TaskCreationOptions.LongRunning);
        }

        /// <summary>Stops; the number of calls, each of which was answered correctly and in time.</summary>
        public int Stop()
        {
            isDone = true;
            return calling.GetAwaiter().GetResult();
        }

        public void Dispose() => isDone = true;

        private int Call()
        {
            using var old = new WireClient(address);
            var id = old.Create("list");
            var calls = 0;
            for (; !isDone; calls += 2, Thread.Sleep(1))
            {
                old.Ask(id, "__len__").Should().Be(("#RETURN", 0));
                using var young = new WireClient(address);
                young.Ask(id, "__len__").Should().Be(("#RETURN", 0));
            }

            return calls;
        }
    }
}
