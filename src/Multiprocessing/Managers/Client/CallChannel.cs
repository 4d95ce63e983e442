using System.Security.Authentication;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A connection to a manager's server over which one thread at a time sends requests. CPython: a connection after
/// <c>accept_connection</c>.
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

    /// <summary>Whether this process opened it: a forked child must not use its parent's channels.</summary>
    public bool IsOwned => ownership.IsCurrent;

    /// <summary>
    /// Whether the server has the <see cref="DotNetExtension"/> in a version that this client speaks.
    /// </summary>
    public bool HasDotNetExtension { get; private set; }

    /// <summary>Connects, and asks for a channel.</summary>
    /// <exception cref="IOException">No server listens there.</exception>
    /// <exception cref="AuthenticationException">The server has another key.</exception>
    public static CallChannel Open(Address address, ReadOnlySpan<byte> key) =>
        Open(Connect(address, key, Deadline.After(ConnectLimit)));

    /// <summary>Asks for a channel over a connection that is authenticated.</summary>
    /// <exception cref="IOException">The server has ended.</exception>
    public static CallChannel Open(Connection connection)
    {
        try
        {
            var channel = new CallChannel(connection);
            channel.HasDotNetExtension = DotNetExtension.IsSpokenBy(
                channel.Request(null, "accept_connection", [DotNetExtension.ClientName(CurrentProcess.Name)]).Returned
            );
            return channel;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Calls a function of the server over a connection of its own, which is the only way that CPython's server has.
    /// </summary>
    /// <exception cref="IOException">No server listens there.</exception>
    /// <exception cref="AuthenticationException">The server has another key.</exception>
    public static Answer AskOnce(
        Address address,
        ReadOnlySpan<byte> key,
        string function,
        ReadOnlySpan<object?> arguments,
        Dictionary<object, object?>? named = null
    )
    {
        using var channel = new CallChannel(Connect(address, key, Deadline.After(ConnectLimit)));
        return channel.Request(null, function, arguments, named);
    }

    /// <summary>
    /// Calls a function of the server over a connection of its own; false if it has not answered by the deadline.
    /// </summary>
    /// <exception cref="IOException">No server listens there, or it did not accept the connection in time.</exception>
    /// <exception cref="AuthenticationException">The server has another key.</exception>
    public static bool TryAskOnce(
        Address address,
        ReadOnlySpan<byte> key,
        string function,
        string argument,
        Deadline deadline
    )
    {
        using var channel = new CallChannel(Connect(address, key, deadline));
        channel.Send(null, function, [argument]);
        return channel.connection.WaitToReceive(deadline);
    }

    /// <summary>Sends a request and waits for the answer.</summary>
    /// <param name="id">The object; null for a function of the server itself.</param>
    /// <param name="method">The method or function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="named">Its keyword arguments.</param>
    /// <exception cref="IOException">The server has ended.</exception>
    /// <exception cref="PicklingException">An argument cannot be pickled; nothing was sent.</exception>
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

    /// <summary>Sends a request; its answer is received later.</summary>
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

    /// <summary>Waits for an answer; false after a number of seconds. Null is no limit.</summary>
    public bool WaitToReceive(double? seconds) =>
        connection.WaitToReceive(seconds is { } some ? Deadline.After(TimeSpan.FromSeconds(some)) : Deadline.Never);

    /// <summary>Receives the answer to the oldest request that has none yet.</summary>
    public Answer Receive() =>
        connection.Receive(out var message)
            ? Answer.Of(CallFormat.ReadAnswer(unpickler, message.Span))
            : throw new EndOfStreamException("The server closed the connection.");

    public void Dispose()
    {
        if (IsOwned)
            connection.Dispose();
    }

    private static Connection Connect(Address address, ReadOnlySpan<byte> key, Deadline deadline)
    {
        try
        {
            return Listener.Connect(address, Authentication.For(address, key, allowMd5: address.IsLocal), deadline);
        }
        catch (AuthenticationException failure) when (failure.InnerException is EndOfStreamException ended)
        {
            // The server did not refuse the key; it ended during the handshake.
            throw new EndOfStreamException(ended.Message, ended);
        }
    }
}
