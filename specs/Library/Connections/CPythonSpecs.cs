using System.Diagnostics;
using System.Security.Authentication;
using Multiprocessing.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>CPython's <c>multiprocessing.connection</c> at the other end.</summary>
[CPython, Linux("it uses Unix sockets.")]
public static class CPythonSpecs
{
    private const string Client = """
        import sys
        from multiprocessing.connection import Client
        try:
            with Client(sys.argv[1].replace('@', '\0'), authkey=sys.argv[2].encode()) as connection:
                connection.send_bytes(connection.recv_bytes() * 2)
        except Exception as e:
            sys.exit(type(e).__name__)
        """;

    private const string Server = """
        import sys
        from multiprocessing.connection import Listener
        with Listener(sys.argv[1], authkey=sys.argv[2].encode()) as listener:
            print("ready", flush=True)
            with listener.accept() as connection:
                connection.send_bytes(connection.recv_bytes() * 2)
        """;

    [Fact]
    public static void A_client_in_CPython_is_authenticated()
    {
        using var listener = Listener.Listen();
        using var python = Start(Client, listener.Address, "a key");
        using var connection = listener.Accept(Endpoints.Soon)!;

        Authentication.For(listener.Address, Endpoints.Key).AsListener(connection, Endpoints.Soon);
        connection.Send("hey"u8.ToArray());

        connection.ReceiveText().Should().Be("heyhey");
    }

    [Fact]
    public static void A_client_in_CPython_with_a_different_key_is_refused()
    {
        using var listener = Listener.Listen();
        using var python = Start(Client, listener.Address, "another");
        using var connection = listener.Accept(Endpoints.Soon)!;

        FluentActions
            .Invoking(() => Authentication.For(listener.Address, Endpoints.Key).AsListener(connection, Endpoints.Soon))
            .Should()
            .Throw<AuthenticationException>();

        python.StandardError.ReadToEnd().Trim().Should().Be("AuthenticationError");
    }

    [Fact]
    public static void A_listener_in_CPython_authenticates_us()
    {
        using var directory = new TemporaryDirectory();
        var address = Address.Unix(Path.Combine(directory.Path, "socket"));
        using var python = Start(Server, address, "a key");
        python.StandardOutput.ReadLine().Should().Be("ready");

        using var connection = Listener.Connect(address, Authentication.For(address, Endpoints.Key), Endpoints.Soon);
        connection.Send(new byte[70_000]);

        connection.ReceiveText().Should().HaveLength(140_000);
    }

    private static Process Start(string program, Address address, string key) =>
        Process.Start(
            new ProcessStartInfo("python3", ["-S", "-c", program, address.ToString(), key])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
