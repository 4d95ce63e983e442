using System.Buffers.Binary;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// What a process and its child tell each other. The first message to a spawned child is its preparation data; each
/// later one begins with one of these, in one byte. End of file tells a child that there will be no more work.
/// </summary>
internal enum MessageKind : byte
{
    /// <summary>
    /// To the child: a function, as its name and its delegate type's; functions are numbered as they come.
    /// </summary>
    Function,

    /// <summary>
    /// To the child: run a function over arguments: its number in four bytes, the pickle of a chunk of arguments.
    /// </summary>
    Chunk,

    /// <summary>From the child: the module has run; work may come.</summary>
    Ready,

    /// <summary>From the child: the pickle of a chunk's results, or nothing where the function has none.</summary>
    Results,

    /// <summary>
    /// From the child: the pickled <see cref="ExceptionMessage"/> of a chunk; before <see cref="Ready"/>, of the start.
    /// </summary>
    Failed,

    /// <summary>Either way, to one that sleeps: look into the shared memory.</summary>
    Bell,

    /// <summary>
    /// From the child: what comes next is the answer to the chunk in the mailbox of this number, in four bytes, which
    /// is too small for it.
    /// </summary>
    Mailbox,
}

/// <summary>Messages as bytes.</summary>
internal static class WorkerProtocol
{
    /// <summary>How many bytes of a chunk stand before its arguments.</summary>
    public const int ChunkHeader = 5;

    /// <summary>The message that wakes.</summary>
    public static ReadOnlyMemory<byte> Bell { get; } = new[] { (byte)MessageKind.Bell };

    /// <summary>Begins a message; the writer holds nothing else.</summary>
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

    /// <summary>Begins a message of that kind with a number: of a chunk's function, or of a mailbox.</summary>
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
