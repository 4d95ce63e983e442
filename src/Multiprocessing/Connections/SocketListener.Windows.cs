using System.Net;
using System.Net.Sockets;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>A listener over TCP, for Windows.</summary>
internal sealed class SocketListener : Listener
{
    private readonly Socket socket;

    private SocketListener(Socket socket, Address address)
        : base(address) => this.socket = socket;

    public static SocketListener Bind(Address? address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(EndPoint(address ?? Address.Tcp("127.0.0.1", 0)));
            socket.Listen(Backlog);
            var bound = (IPEndPoint)socket.LocalEndPoint!;
            return new(socket, Address.Tcp(bound.Address.ToString(), bound.Port));
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"Cannot listen at {address}: {failure.Message}", failure);
        }
    }

    public static new SocketConnection Connect(Address address, Deadline deadline)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var connecting = socket.BeginConnect(EndPoint(address), null, null);
            if (!connecting.AsyncWaitHandle.WaitOne(deadline.MillisecondsLeft))
                throw new SocketException((int)SocketError.TimedOut);

            socket.EndConnect(connecting);
            return new(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"Cannot connect to {address}: {failure.Message}", failure);
        }
    }

    /// <summary>Two ends of a connection within this process; what others connect meanwhile is closed.</summary>
    public static new (Connection Ours, Connection Theirs) Pair()
    {
        using var listener = Bind(address: null);
        var ours = Connect(listener.Address, Deadline.Never);
        while (listener.Accept(Deadline.Never) is SocketConnection accepted)
        {
            if (ours.Socket.LocalEndPoint!.Equals(accepted.Socket.RemoteEndPoint))
                return (ours, new SocketConnection(accepted.Socket));

            accepted.Dispose();
        }

        ours.Dispose();
        throw new IOException("The system did not connect two sockets of this process.");
    }

    public override Connection? Accept(Deadline deadline)
    {
        while (true)
        {
            try
            {
                if (!SocketWait.Wait(socket, deadline))
                    return null;

                var accepted = socket.Accept();
                accepted.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                return new SocketConnection(accepted) { IsGuarded = true };
            }
            catch (SocketException failure)
                when (failure.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The peer has already ended; others can still connect.
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    public override void Dispose() => socket.Dispose();

    private static IPEndPoint EndPoint(Address address)
    {
        if (address.IsUnix)
            throw new IOException($"{address} is a Unix socket, which is not supported on Windows; use HOST:PORT.");

        var host = IPAddress.TryParse(address.Host, out var literal)
            ? literal
            : Dns.GetHostAddresses(address.Host!, AddressFamily.InterNetwork)[0];
        return new(host, address.Port);
    }
}
