using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// How messages are serialized. CPython: a manager's <c>serializer</c>. A client's first message shows which one it
/// uses.
/// </summary>
internal abstract class MessageFormat
{
    /// <summary>The format of a client.</summary>
    /// <param name="message">The client's first message.</param>
    /// <param name="received">The types that the client can send.</param>
    /// <param name="sent">The types that it can be sent.</param>
    public static MessageFormat Of(ReadOnlySpan<byte> message, RegisteredTypes received, RegisteredTypes sent) =>
        message is [(byte)'<', ..] ? new XmlFormat() : new PickleFormat(received, sent);

    /// <summary>Reads the value of a message.</summary>
    /// <exception cref="Exception">The message is invalid; the exception can be of any type.</exception>
    public abstract object? Read(ReadOnlySpan<byte> message);

    /// <summary>The message with what a method returned. It is valid until the next one.</summary>
    /// <exception cref="PicklingException">The value cannot be serialized.</exception>
    public virtual ReadOnlyMemory<byte> WriteReturn(object? value) => Write(Reply.Return(value).ToPython());

    /// <summary>The message with a value. It is valid until the next one.</summary>
    /// <exception cref="PicklingException">The value cannot be serialized.</exception>
    public abstract ReadOnlyMemory<byte> Write(object? value);
}
