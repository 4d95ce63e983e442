using System.Net.Sockets;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>A connection over loopback TCP, for Windows, where a child cannot inherit a socket pair.</summary>
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

    protected override string Transport => $"socket {Socket.Handle}";

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
            // A killed process resets its connection: that is also an end.
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

    // A blocking socket does not return before it has sent everything.
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
