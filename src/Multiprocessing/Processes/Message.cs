using System.Buffers.Binary;
using Multiprocessing.Pickling;

namespace Multiprocessing.Processes;

/// <summary>What a process and its child tell each other. The first message to a spawned child is its <see cref="PreparationData"/>;
/// each later one begins with one of these, in one byte. End of file says to a child that there will be no more work.</summary>
internal enum Message : byte
{
    /// <summary>To the child: a function, as its name and its delegate type's; functions are numbered as they come.</summary>
    Function,

    /// <summary>To the child: run a function over arguments: its number in four bytes, the pickle of a chunk of arguments.</summary>
    Chunk,

    /// <summary>From the child: the module has run; work may come.</summary>
    Ready,

    /// <summary>From the child: the pickle of a chunk's results, or nothing where the function has none.</summary>
    Results,

    /// <summary>From the child: the pickled <see cref="Failure"/> of a chunk; before <see cref="Ready"/>, of the start.</summary>
    Failed,
}

/// <summary>Messages as bytes.</summary>
internal static class Messages
{
    /// <summary>How many bytes of a chunk stand before its arguments.</summary>
    public const int ChunkHeader = 5;

    /// <summary>Begins a message; the writer holds nothing else.</summary>
    public static PickleWriter Begin(this PickleWriter writer, Message kind)
    {
        writer.Truncate(0);
        writer.Raw([(byte)kind]);
        return writer;
    }

    /// <summary>Writes the message that names a function.</summary>
    public static void WriteFunction(this PickleWriter writer, Delegate function) =>
        Texts.Write(writer.Begin(Message.Function), FunctionReference.To(function).Name, TypeName.Of(function.GetType()));

    /// <summary>The function that a message names.</summary>
    public static Delegate ReadFunction(ReadOnlySpan<byte> message)
    {
        message = message[1..];
        var (function, type) = (Texts.Read(ref message)!, Texts.Read(ref message)!);
        return FunctionReference.FromName(function).ToDelegate(TypeName.Resolve(type));
    }

    /// <summary>Begins a chunk for the function of that number.</summary>
    public static PickleWriter BeginChunk(this PickleWriter writer, int function)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, function);
        writer.Begin(Message.Chunk).Raw(number);
        return writer;
    }

    public static Message Kind(ReadOnlySpan<byte> message) => (Message)message[0];

    public static int FunctionOf(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadInt32LittleEndian(chunk[1..]);
}
