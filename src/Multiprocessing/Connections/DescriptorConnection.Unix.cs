using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>
/// A connection over the raw descriptor of a stream socket. Unlike <c>System.Net.Sockets.Socket</c> it starts no
/// thread, so the process can still fork.
/// </summary>
internal sealed class DescriptorConnection(Descriptor descriptor) : Connection
{
    private static readonly int WithoutWaiting = OperatingSystem.IsMacOS() ? 0x80 : 0x40; // MSG_DONTWAIT

    // MSG_NOSIGNAL; macOS has none, but the runtime ignores SIGPIPE.
    private static readonly int NoSignal = OperatingSystem.IsLinux() ? 0x4000 : 0;

    public Descriptor Descriptor { get; } = descriptor;

    public override bool IsNearLimit => Descriptor.Value >= Descriptor.MaxCount - KeptFree;

    private const int KeptFree = 16;

    public static (DescriptorConnection Ours, Descriptor Theirs) Pair()
    {
        var (ours, theirs) = Descriptor.SocketPair();
        return (new(ours), theirs);
    }

    public override void EndSending()
    {
        const int write = 1;
        _ = Libc.Shutdown(Descriptor.Value, write);
    }

    public override void End()
    {
        const int both = 2;
        _ = Libc.Shutdown(Descriptor.Value, both);
    }

    public override PeerProcess? OpenPeer() => OperatingSystem.IsLinux() ? LinuxPeerProcess.Of(Descriptor) : null;

    public override void Dispose() => Descriptor.Dispose();

    protected override string Transport => Descriptor.ToString();

    protected override bool WaitToRead(Deadline deadline) => DescriptorWait.Wait(Descriptor, deadline);

    protected override unsafe int Read(Span<byte> buffer, bool wait)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.Receive(Descriptor.Value, start, buffer.Length, wait ? 0 : WithoutWaiting);
                if (count >= 0)
                    return (int)count;

                var error = Libc.LastError;
                if (error == Libc.EINTR)
                    continue;
                if (error == Libc.EAGAIN)
                    return -1;
                if (IsEnd(error))
                    return 0;

                throw Libc.Failure("recv", error);
            }
        }
    }

    protected override unsafe int Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool wait)
    {
        fixed (
            byte* start = first,
                rest = second
        )
        {
            var segments = stackalloc Libc.Segment[2];
            segments[0] = new() { Start = start, Length = (nuint)first.Length };
            segments[1] = new() { Start = rest, Length = (nuint)second.Length };
            var header = new Libc.MessageHeader { Segments = segments, SegmentCount = 2 };
            while (true)
            {
                var count = Libc.SendMessage(Descriptor.Value, &header, NoSignal | (wait ? 0 : WithoutWaiting));
                if (count >= 0)
                    return (int)count;

                var error = Libc.LastError;
                if (error == Libc.EINTR)
                    continue;
                if (error == Libc.EAGAIN)
                    return -1;
                if (IsEnd(error))
                    throw new EndOfStreamException("The other side of the connection has ended.");

                throw Libc.Failure("sendmsg", error);
            }
        }
    }

    // EPIPE, ECONNRESET; ETIMEDOUT and EHOSTUNREACH when the other machine no longer answers.
    private static bool IsEnd(int error) =>
        OperatingSystem.IsMacOS() ? error is 32 or 54 or 60 or 65 : error is 32 or 104 or 110 or 113;
}
