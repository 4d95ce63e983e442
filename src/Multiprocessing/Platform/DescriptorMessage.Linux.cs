namespace Multiprocessing.Platform;

/// <summary>
/// Bytes over a Unix socket together with descriptors, which the receiver gets as its own (<c>SCM_RIGHTS</c>).
/// </summary>
internal static unsafe class DescriptorMessage
{
    /// <summary>The most descriptors that one message has.</summary>
    public const int MaxDescriptors = 128;

    private const int ControlWords = (MaxDescriptors / 2) + 2;

    private const int Rights = 1, // SCM_RIGHTS
        NoSignal = 0x4000, // MSG_NOSIGNAL
        CloseOnExec = 0x40000000; // MSG_CMSG_CLOEXEC

    private static readonly int HeaderLength = sizeof(nuint) + (2 * sizeof(int));

    /// <summary>Sends bytes, and descriptors with the first of them; false if the other side has ended.</summary>
    public static bool TrySend(Descriptor socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors)
    {
        // The kernel aligns what it reads here by the size of a pointer.
        var control = stackalloc nuint[ControlWords];
        fixed (byte* start = bytes)
        {
            for (var sent = 0; sent < bytes.Length; )
            {
                var segment = new Libc.Segment { Start = start + sent, Length = (nuint)(bytes.Length - sent) };
                var header = new Libc.MessageHeader { Segments = &segment, SegmentCount = 1 };
                if (sent == 0 && descriptors.Length > 0)
                    Attach(&header, (byte*)control, descriptors);
                var count = (int)Libc.SendMessage(socket.Value, &header, NoSignal);
                if (count >= 0)
                    sent += count;
                else if (IsEnd(Libc.LastError))
                    return false;
                else if (Libc.LastError != Libc.EINTR)
                    throw Libc.Failure("sendmsg", Libc.LastError);
            }
        }

        return true;
    }

    /// <summary>Receives exactly as many bytes as the span holds; false if the other side has ended.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="bytes">Where the bytes go.</param>
    /// <param name="descriptors">Where the descriptors go that came with them.</param>
    /// <param name="count">How many those are.</param>
    public static bool TryReceive(Descriptor socket, Span<byte> bytes, Span<int> descriptors, out int count)
    {
        count = 0;
        var control = stackalloc nuint[ControlWords];
        fixed (byte* start = bytes)
        {
            for (var received = 0; received < bytes.Length; )
            {
                var segment = new Libc.Segment { Start = start + received, Length = (nuint)(bytes.Length - received) };
                var header = new Libc.MessageHeader
                {
                    Segments = &segment,
                    SegmentCount = 1,
                    Control = control,
                    ControlLength = (nuint)(ControlWords * sizeof(nuint)),
                };
                var more = (int)Libc.ReceiveMessage(socket.Value, &header, CloseOnExec);
                if (more > 0)
                {
                    count += Detach(&header, descriptors[count..]);
                    received += more;
                }
                else if (more == 0 || IsEnd(Libc.LastError))
                {
                    return false;
                }
                else if (Libc.LastError != Libc.EINTR)
                {
                    throw Libc.Failure("recvmsg", Libc.LastError);
                }
            }
        }

        return true;
    }

    private static void Attach(Libc.MessageHeader* header, byte* control, ReadOnlySpan<int> descriptors)
    {
        var length = HeaderLength + (descriptors.Length * sizeof(int));
        *(nuint*)control = (nuint)length;
        *(int*)(control + sizeof(nuint)) = Libc.SocketLevel;
        *(int*)(control + sizeof(nuint) + sizeof(int)) = Rights;
        descriptors.CopyTo(new Span<int>(control + HeaderLength, descriptors.Length));
        header->Control = control;
        header->ControlLength = (nuint)((length + sizeof(nuint) - 1) / sizeof(nuint) * sizeof(nuint));
    }

    private static int Detach(Libc.MessageHeader* header, Span<int> descriptors)
    {
        var control = (byte*)header->Control;
        if (header->ControlLength < (nuint)HeaderLength || *(int*)(control + sizeof(nuint) + sizeof(int)) != Rights)
            return 0;

        var count = ((int)*(nuint*)control - HeaderLength) / sizeof(int);
        new ReadOnlySpan<int>(control + HeaderLength, count).CopyTo(descriptors);
        return count;
    }

    private static bool IsEnd(int error) => error is 32 or 104; // EPIPE, ECONNRESET
}
