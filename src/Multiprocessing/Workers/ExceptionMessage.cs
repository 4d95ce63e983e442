using System.Runtime.ExceptionServices;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Workers;

/// <summary>A failure as a message to another process: the exception, and its text in its own process.</summary>
internal static class ExceptionMessage
{
    /// <summary>Writes an exception as a message. One that cannot be pickled is sent as text only.</summary>
    public static void Write(Exception exception, Pickler pickler, PickleWriter message)
    {
        var text = Text(exception);
        try
        {
            Begin(message, text);
            pickler.Dump<object?>(exception, message);
        }
        catch (Exception)
        {
            // It cannot be pickled, or a member of it that was needed for that throws.
            Begin(message, text);
            pickler.Dump<object?>(null, message);
        }
    }

    private static void Begin(PickleWriter message, string text) =>
        Utf16Strings.Write(message.Begin(MessageKind.Failed), text);

    private static string Text(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception second)
        {
            return $"{exception.GetType()}, whose text is not known: its ToString() threw {second.GetType()}.";
        }
    }

    /// <summary>
    /// The exception that a message holds. Its innermost exception is a <see cref="RemoteException"/> with the text
    /// from the other process. If the exception cannot be unpickled here, it is a <see cref="RemoteException"/> whose
    /// inner exception says why.
    /// </summary>
    public static Exception Read(ReadOnlySpan<byte> message, Unpickler unpickler)
    {
        message = message[1..];
        var text = Utf16Strings.Read(ref message)!;
        try
        {
            return unpickler.Load<object?>(message) is Exception exception
                ? WithInnermost(exception, new RemoteException(text))
                : new RemoteException(text);
        }
        catch (Exception failure)
        {
            return new RemoteException(text, failure);
        }
    }

    private static Exception WithInnermost(Exception exception, RemoteException remote)
    {
        var innermost = exception;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        ExceptionFormatter.Internals.InnerException(innermost) = remote;
        return exception;
    }

    /// <summary>Throws an exception that came from another process; the same one can be thrown again.</summary>
    public static void Throw(Exception exception) => ExceptionDispatchInfo.Throw(exception);
}
