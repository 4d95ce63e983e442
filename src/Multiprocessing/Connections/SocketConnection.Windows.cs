using System.Net.Sockets;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>A connection over loopback TCP, for Windows, where no socket pair is inherited.</summary>
internal sealed class SocketConnection : Connection
{
    public SocketConnection(Socket socket)
    {
        Socket = socket;
        socket.NoDelay = true;
    }

    public Socket Socket { get; }

    public override void EndSending() => Shutdown(SocketShutdown.Send);

    public override void End() => Shutdown(SocketShutdown.Both);

    public override void Dispose() => Socket.Dispose();

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            Socket.Shutdown(how);
        }
        catch (SocketException)
        {
            // The other side has ended.
        }
    }

    protected override bool WaitToRead(Deadline deadline) => SocketWait.Wait(Socket, deadline);

    protected override int Read(Span<byte> buffer, bool wait)
    {
        if (!wait && !Socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
            return -1;

        try
        {
            return Socket.Receive(buffer);
        }
        catch (SocketException)
        {
            // A process that was killed resets its connection: that is its end, too.
            return 0;
        }
    }

    protected override int Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool wait)
    {
        var bytes = first.IsEmpty ? second : first;
        try
        {
            return wait ? Socket.Send(bytes) : SendWithoutWaiting(bytes);
        }
        catch (SocketException exception)
        {
            throw new EndOfStreamException("The other side of the connection has ended.", exception);
        }
    }

    // A socket that blocks does not return before it has sent all.
    private int SendWithoutWaiting(ReadOnlySpan<byte> bytes)
    {
        Socket.Blocking = false;
        try
        {
            var count = Socket.Send(bytes, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success => count,
                SocketError.WouldBlock => -1,
                _ => throw new SocketException((int)error),
            };
        }
        finally
        {
            Socket.Blocking = true;
        }
    }
}
