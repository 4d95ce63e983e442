using System.Net;
using System.Net.Sockets;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>Waits on sockets with <c>select</c>, and on a socket that wakes it.</summary>
internal sealed class SocketPoll : ConnectionPoll
{
    private readonly Socket read = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket write = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public SocketPoll()
    {
        read.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        write.Connect(read.LocalEndPoint!);
        read.Connect(write.LocalEndPoint!);
    }

    public override void Wait(IReadOnlyList<Connection> connections, Deadline deadline)
    {
        var readable = new List<Socket> { read };
        var writable = new List<Socket>();
        foreach (var connection in connections.Cast<SocketConnection>())
        {
            readable.Add(connection.Socket);
            if (connection.IsSending)
                writable.Add(connection.Socket);
        }

        Socket.Select(readable, writable, null, SocketWait.Left(deadline));
        foreach (var connection in connections.Cast<SocketConnection>())
            connection.IsSignalled = readable.Contains(connection.Socket) || writable.Contains(connection.Socket);
        if (readable.Contains(read))
            read.Receive(new byte[1]);
    }

    public override void Wake() => write.Send([1]);

    public override void Dispose()
    {
        read.Dispose();
        write.Dispose();
    }
}
