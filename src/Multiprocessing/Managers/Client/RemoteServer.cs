using System.Diagnostics;
using Multiprocessing.Connections;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A manager's server as this process uses it: one channel for each thread that calls, and one control channel over
/// which objects are created and references are registered and released. The server counts an object once for a
/// process, from the first use of a proxy until none is left, and releases all that the process had registered when the
/// control channel ends.
/// </summary>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
internal sealed partial class RemoteServer
{
    private static readonly Dictionary<Address, RemoteServer> Known = [];

    [ThreadStatic]
    private static Dictionary<RemoteServer, CallChannel>? t_channels;

    private readonly Func<Connection>? connect;
    private byte[]? key;

    private RemoteServer(Address address, Func<Connection>? connect = null) =>
        (Address, this.connect) = (address, connect);

    public Address Address { get; }

    /// <summary>The key that was given for this server; by default that of this process.</summary>
    public ReadOnlySpan<byte> Key => key ?? CurrentProcess.AuthKey.Span;

    private string DebuggerDisplay => $"{Address}, {leases.Count} references, {pending.Count} pending";

    /// <summary>The server at an address, which need not exist.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="key">Its key; empty for that of this process.</param>
    public static RemoteServer At(Address address, ReadOnlySpan<byte> key = default)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(address, out var server))
                Known.Add(address, server = new(address));
            if (!key.IsEmpty)
                server.key = key.ToArray();
            return server;
        }
    }

    /// <summary>A server of this process, which needs no key and need not listen yet.</summary>
    /// <param name="address">Where it listens, for proxies that are sent to other processes.</param>
    /// <param name="key">Its key, likewise.</param>
    /// <param name="connect">Makes an authenticated connection.</param>
    public static RemoteServer Here(Address address, ReadOnlySpan<byte> key, Func<Connection> connect)
    {
        // Its proxies can come back from other objects and processes.
        At(address, key);
        return new(address, connect) { key = key.ToArray() };
    }

    /// <summary>Calls a method of an object, and waits for the answer.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public Answer Call(
        RemoteReference reference,
        string method,
        ReadOnlySpan<object?> arguments,
        Dictionary<object, object?>? named = null
    )
    {
        SweepUnlessBusy();
        if (!reference.Lease.IsRegistered)
            Register(reference);
        try
        {
            return Channel().Request(reference.Id, method, arguments, named);
        }
        catch (IOException failure)
        {
            DropChannel();
            throw new ManagerLostException(Address, failure);
        }
    }

    /// <summary>
    /// Calls a method that waits without a limit, over a connection of its own, which is closed when this wait ends;
    /// null when the time is up.
    /// </summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Answer? Await(RemoteReference reference, string method, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!reference.Lease.IsRegistered)
            Register(reference);
        try
        {
            using var channel = Open();
            channel.Send(reference.Id, method, []);
            return CancellableWait.Until(timeout, channel.WaitToReceive, cancellation) ? channel.Receive() : null;
        }
        catch (IOException failure)
        {
            throw new ManagerLostException(Address, failure);
        }
    }

    /// <summary>Connects to the server at an address.</summary>
    /// <exception cref="ManagerLostException">No server listens there.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server has another key.</exception>
    public static RemoteServer Connect(Address address, ReadOnlySpan<byte> key)
    {
        try
        {
            var channel = CallChannel.Open(address, key);
            var server = At(address, key);
            server.DropChannel();
            (t_channels ??= []).Add(server, channel);
            return server;
        }
        catch (IOException failure)
        {
            throw new ManagerLostException(address, failure);
        }
    }

    private CallChannel Channel()
    {
        var channels = t_channels ??= [];
        if (channels.TryGetValue(this, out var known) && known.IsOwned)
            return known;

        return channels[this] = Open();
    }

    private CallChannel Open() => connect is null ? CallChannel.Open(Address, Key) : CallChannel.Open(connect());

    private void DropChannel()
    {
        if (t_channels?.Remove(this, out var channel) is true)
            channel.Dispose();
    }
}
