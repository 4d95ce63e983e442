using System.Buffers.Binary;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>Messages between a process and its child, as bytes.</summary>
internal static class WorkerProtocol
{
    /// <summary>The number of bytes before a chunk's arguments.</summary>
    public const int ChunkHeader = 5;

    /// <summary>
    /// The size in bytes up to which a buffer is kept for the next message. A larger one is released as soon as its
    /// message has been sent or read.
    /// </summary>
    public const int KeptBuffer = 8 << 20;

    /// <summary>The bit of the kind that marks an answer with proxies.</summary>
    public const byte HandOver = 0x80;

    /// <summary>The message that wakes a sleeping process.</summary>
    public static ReadOnlyMemory<byte> Bell { get; } = new[] { (byte)MessageKind.Bell };

    /// <summary>Begins a message; discards what the writer held.</summary>
    public static PickleWriter Begin(this PickleWriter writer, MessageKind kind)
    {
        writer.Truncate(0);
        writer.Raw([(byte)kind]);
        return writer;
    }

    /// <summary>Writes the message that names a function.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="function">The function.</param>
    /// <param name="isPerItem">Whether each item of its chunks has an outcome of its own.</param>
    public static void WriteFunction(this PickleWriter writer, Delegate function, bool isPerItem = false) =>
        writer.WriteFunction(function, isPerItem ? MessageKind.FunctionPerItem : MessageKind.Function);

    /// <summary>Writes a message that begins with the name of a function.</summary>
    public static void WriteFunction(this PickleWriter writer, Delegate function, MessageKind kind) =>
        Utf16Strings.Write(writer.Begin(kind), FunctionReference.To(function).Name, TypeName.Of(function.GetType()));

    /// <summary>The function that a message names.</summary>
    public static Delegate ReadFunction(ReadOnlySpan<byte> message) => ReadFunction(message, out _);

    /// <summary>The function that a message names, and what follows.</summary>
    public static Delegate ReadFunction(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> rest)
    {
        rest = message[1..];
        var (function, type) = (Utf16Strings.Read(ref rest)!, Utf16Strings.Read(ref rest)!);
        return FunctionReference.FromName(function).ToDelegate(TypeName.Resolve(type));
    }

    /// <summary>Begins a message with a number: that of a chunk's function, or of a mailbox.</summary>
    public static PickleWriter Begin(this PickleWriter writer, MessageKind kind, int number)
    {
        writer.Begin(kind).Raw([0, 0, 0, 0]);
        writer.SetNumber(number);
        return writer;
    }

    /// <summary>Changes the number of a message that has one.</summary>
    public static void SetNumber(this PickleWriter writer, int number) =>
        BinaryPrimitives.WriteInt32LittleEndian(writer.Bytes[1..], number);

    public static MessageKind Kind(ReadOnlySpan<byte> message) => (MessageKind)(message[0] & ~HandOver);

    /// <summary>Marks an answer that holds proxies.</summary>
    public static void MarkHandOver(this PickleWriter answer) => answer.Bytes[0] |= HandOver;

    /// <summary>
    /// Whether an answer holds proxies: its sender keeps their objects until it is told that they arrived.
    /// </summary>
    public static bool IsHandOver(ReadOnlySpan<byte> message) => (message[0] & HandOver) != 0;

    /// <summary>The number of a message that has one.</summary>
    public static int Number(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadInt32LittleEndian(message[1..]);
}
