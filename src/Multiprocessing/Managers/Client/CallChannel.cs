using System.Security.Authentication;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A connection to a manager's server over which one thread at a time asks and is answered. CPython: what
/// <c>accept_connection</c> makes of a connection.
/// </summary>
internal sealed class CallChannel : IDisposable
{
    private const int KeptBuffer = 1 << 20;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly Dictionary<object, object?> NothingNamed = [];

    private readonly Connection connection;
    private readonly Pickler pickler = new(ClientTypes.Instance);
    private readonly Unpickler unpickler = new(ClientTypes.Instance);
    private readonly PickleWriter request = new();
    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;

    private CallChannel(Connection connection) => this.connection = connection;

    /// <summary>Whether it can be used: not in a forked child, which inherits what is its parent's.</summary>
    public bool IsOurs => ownership.IsCurrent;

    /// <summary>Whether the server is .NET's, which makes, counts and drops objects over a channel, too.</summary>
    public bool IsDotNet { get; private set; }

    /// <summary>Connects, and asks for a channel.</summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    /// <exception cref="AuthenticationException">The keys differ.</exception>
    public static CallChannel Open(Address address, ReadOnlySpan<byte> key)
    {
        var connection = Connect(address, key);
        try
        {
            var channel = new CallChannel(connection);
            channel.IsDotNet =
                channel.Request(null, "accept_connection", [CurrentProcess.Name]).Value<object?>()
                is ServerFunctions.DotNet;
            return channel;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Asks once for a function of the server, over a connection of its own: all that CPython's server has for that.
    /// </summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    /// <exception cref="AuthenticationException">The keys differ.</exception>
    public static Answer AskOnce(
        Address address,
        ReadOnlySpan<byte> key,
        string function,
        ReadOnlySpan<object?> arguments,
        Dictionary<object, object?>? named = null
    )
    {
        using var channel = new CallChannel(Connect(address, key));
        return channel.Request(null, function, arguments, named);
    }

    /// <summary>Sends a request and waits for the answer.</summary>
    /// <param name="id">The object; null for a function of the server itself.</param>
    /// <param name="method">The method or function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="named">Those that go by their names.</param>
    /// <exception cref="IOException">The server has ended.</exception>
    /// <exception cref="PicklingException">An argument cannot cross; nothing was sent.</exception>
    public Answer Request(
        string? id,
        string method,
        ReadOnlySpan<object?> arguments,
        Dictionary<object, object?>? named = null
    )
    {
        Send(id, method, arguments, named);
        return Receive();
    }

    /// <summary>Sends a request, whose answer is received later.</summary>
    public void Send(
        string? id,
        string method,
        ReadOnlySpan<object?> arguments,
        Dictionary<object, object?>? named = null
    )
    {
        request.Clear(KeptBuffer);
        if (id is not null && named is null)
            CallFormat.WriteRequest(pickler, request, id, method, arguments);
        else
            pickler.Dump(PythonTuple.Of(id, method, PythonTuple.Of(arguments), named ?? NothingNamed), request);
        connection.Send(request.WrittenMemory);
    }

    /// <summary>Waits some seconds, null for no end, until an answer arrives; false when they have passed.</summary>
    public bool WaitToReceive(double? seconds) =>
        connection.WaitToReceive(seconds is { } some ? Deadline.After(TimeSpan.FromSeconds(some)) : Deadline.Never);

    /// <summary>Waits for the answer to the first request that has none yet.</summary>
    public Answer Receive() =>
        connection.Receive(out var message)
            ? Answer.Of(CallFormat.ReadAnswer(unpickler, message.Span))
            : throw new EndOfStreamException("The server has ended the connection.");

    public void Dispose()
    {
        if (IsOurs)
            connection.Dispose();
    }

    private static Connection Connect(Address address, ReadOnlySpan<byte> key)
    {
        try
        {
            return Listener.Connect(
                address,
                Authentication.For(address, key, allowMd5: address.IsLocal),
                Deadline.After(ConnectLimit)
            );
        }
        catch (AuthenticationException failure) when (failure.InnerException is EndOfStreamException ended)
        {
            // It did not refuse the key: it ended.
            throw new EndOfStreamException(ended.Message, ended);
        }
    }
}
