using System.Buffers.Binary;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// The kinds of messages between a process and its child. The first message to a spawned child is its preparation data;
/// each later one begins with its kind, in one byte. End of file tells a child that there is no more work.
/// </summary>
internal enum MessageKind : byte
{
    /// <summary>
    /// To the child: a function, as its name and the name of its delegate type. Functions are numbered in order.
    /// </summary>
    Function,

    /// <summary>
    /// To the child: run a function over arguments. Its number in four bytes, then the pickle of a chunk of arguments.
    /// </summary>
    Chunk,

    /// <summary>From the child: the module has run; it is ready for work.</summary>
    Ready,

    /// <summary>From the child: the pickle of a chunk's results; nothing if the function returns none.</summary>
    Results,

    /// <summary>
    /// From the child: the <see cref="ExceptionMessage"/> of a failed chunk; before <see cref="Ready"/>, of a failed
    /// start.
    /// </summary>
    Failed,

    /// <summary>In both directions, to a sleeping process: look into the shared memory.</summary>
    Bell,

    /// <summary>
    /// From the child: the next message is the answer to the chunk in a mailbox that is too small for it. The mailbox's
    /// number in four bytes.
    /// </summary>
    Mailbox,
}

/// <summary>Messages between a process and its child, as bytes.</summary>
internal static class WorkerProtocol
{
    /// <summary>The number of bytes before a chunk's arguments.</summary>
    public const int ChunkHeader = 5;

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
    public static void WriteFunction(this PickleWriter writer, Delegate function) =>
        Utf16Strings.Write(
            writer.Begin(MessageKind.Function),
            FunctionReference.To(function).Name,
            TypeName.Of(function.GetType())
        );

    /// <summary>The function that a message names.</summary>
    public static Delegate ReadFunction(ReadOnlySpan<byte> message)
    {
        message = message[1..];
        var (function, type) = (Utf16Strings.Read(ref message)!, Utf16Strings.Read(ref message)!);
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

    public static MessageKind Kind(ReadOnlySpan<byte> message) => (MessageKind)message[0];

    /// <summary>The number of a message that has one.</summary>
    public static int Number(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadInt32LittleEndian(message[1..]);
}
