using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>
/// A request to the fork server for one child. Its descriptors come with it: the child's connection, the end of the
/// server's reports about the child, and what the flags name, in their order.
/// </summary>
/// <param name="Flags">What is asked for.</param>
/// <param name="WorkerIndex">The index of the worker in the pool whose memory comes with the request.</param>
/// <param name="Given">How many descriptors of its arguments come after those.</param>
/// <param name="Directory">The directory of the child; null for the server's.</param>
/// <remarks>
/// In bytes: the length of the rest, the flags, the index and how many are given, each in four bytes; then the
/// directory, in UTF-16.
/// </remarks>
internal readonly record struct ForkRequest(ForkFlags Flags, int WorkerIndex, int Given, string? Directory)
{
    /// <summary>The length of the part that every request has, and with which its descriptors arrive.</summary>
    public const int HeaderLength = 16;

    /// <summary>How many descriptors come with it.</summary>
    public int DescriptorCount
    {
        get
        {
            const ForkFlags withDescriptor = ForkFlags.Memory | ForkFlags.Output | ForkFlags.Error | ForkFlags.Input;
            return 2 + BitOperations.PopCount((uint)(Flags & withDescriptor)) + Given;
        }
    }

    public byte[] ToBytes()
    {
        var directory = MemoryMarshal.AsBytes(Directory.AsSpan());
        var bytes = new byte[HeaderLength + directory.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, directory.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), (int)Flags);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), WorkerIndex);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Given);
        directory.CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }

    /// <summary>The length in bytes of what follows a header.</summary>
    public static int RestLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header);

    public static ForkRequest Read(ReadOnlySpan<byte> header, ReadOnlySpan<byte> rest) =>
        new(
            (ForkFlags)BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            rest.IsEmpty ? null : Utf16(rest)
        );

    private static unsafe string Utf16(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
            return new string((char*)start, 0, text.Length / sizeof(char));
    }
}

/// <summary>What a child is started with.</summary>
[Flags]
internal enum ForkFlags
{
    None = 0,

    /// <summary>The memory that it shares with its pool.</summary>
    Memory = 1,

    /// <summary>Its standard output.</summary>
    Output = 2,

    /// <summary>Its standard error.</summary>
    Error = 4,

    /// <summary>SIGINT does nothing in it. This flag has no descriptor.</summary>
    DisregardsInterrupts = 8,

    /// <summary>It is kept able to fork. This flag has no descriptor.</summary>
    ForkReady = 16,

    /// <summary>Its standard input. Without it, that is empty.</summary>
    Input = 32,
}
