using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// How values stand in messages. CPython: a manager's <c>serializer</c>. A client's first message shows which it
/// speaks.
/// </summary>
internal abstract class MessageFormat
{
    public static MessageFormat Of(ReadOnlySpan<byte> message, RegisteredTypes types) =>
        message is [(byte)'<', ..] ? new XmlFormat() : new PickleFormat(types);

    /// <summary>The value that a message holds.</summary>
    /// <exception cref="Exception">It holds none: any exception says so.</exception>
    public abstract object? Read(ReadOnlySpan<byte> message);

    /// <summary>The message that says what a method returned. Valid until the next.</summary>
    /// <exception cref="PicklingException">It cannot cross.</exception>
    public virtual ReadOnlyMemory<byte> WriteReturn(object? value) => Write(Reply.Return(value).ToPython());

    /// <summary>The message that holds a value. Valid until the next.</summary>
    /// <exception cref="PicklingException">It cannot cross.</exception>
    public abstract ReadOnlyMemory<byte> Write(object? value);
}
