using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>
/// What the fork server says about one child, over a socket that only the two of them have: first whether it was
/// started, later how it ended. If the socket ends before that, the server has ended, and its children with it.
/// </summary>
/// <param name="Kind">What is reported.</param>
/// <param name="Number">The process id, or the exit code (the negative number of the signal that killed it).</param>
/// <param name="Text">Why it was not started; otherwise empty.</param>
internal readonly record struct ForkReport(ForkReportKind Kind, int Number, string Text = "")
{
    private const int HeaderLength = 12,
        LongestText = 4096;

    /// <summary>Sends it; nothing happens if nobody waits for it any more.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="descriptors">For a child that was started, the process (<c>pidfd_open(2)</c>).</param>
    public void Send(Descriptor socket, params ReadOnlySpan<int> descriptors)
    {
        var text = MemoryMarshal.AsBytes(Text.AsSpan(0, Math.Min(Text.Length, LongestText)));
        var bytes = new byte[HeaderLength + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), text.Length);
        text.CopyTo(bytes.AsSpan(HeaderLength));
        _ = DescriptorMessage.TrySend(socket, bytes, descriptors);
    }

    /// <summary>Waits for the next one; null if the server has ended.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="process">The process of a child that was started; otherwise null.</param>
    public static ForkReport? Receive(Descriptor socket, out Descriptor? process)
    {
        process = null;
        Span<byte> header = stackalloc byte[HeaderLength];
        Span<int> descriptors = stackalloc int[DescriptorMessage.MaxDescriptors];
        if (!DescriptorMessage.TryReceive(socket, header, descriptors, out var count))
            return null;

        process = count > 0 ? new(descriptors[0]) : null;
        var text = new byte[BinaryPrimitives.ReadInt32LittleEndian(header[8..])];
        return DescriptorMessage.TryReceive(socket, text, [], out _)
            ? new(
                (ForkReportKind)BinaryPrimitives.ReadInt32LittleEndian(header),
                BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
                Utf16(text)
            )
            : null;
    }

    private static unsafe string Utf16(byte[] text)
    {
        fixed (byte* start = text)
            return new string((char*)start, 0, text.Length / sizeof(char));
    }
}

internal enum ForkReportKind
{
    Started,
    NotStarted,
    Ended,
}
