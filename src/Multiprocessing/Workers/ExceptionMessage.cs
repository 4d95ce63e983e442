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
        Utf16Strings.Write(message.Begin(MessageKind.Failed), TextOf(exception));
        var end = message.Length;
        try
        {
            pickler.Dump(exception, message);
        }
        catch (Exception)
        {
            message.Truncate(end);
        }
    }

    /// <summary>
    /// The exception that a message holds. Its innermost exception is a <see cref="RemoteException"/> with the text
    /// from the other process. An exception that cannot be created here is such a <see cref="RemoteException"/> alone,
    /// with the reason.
    /// </summary>
    public static Exception Read(ReadOnlySpan<byte> message, Unpickler unpickler)
    {
        message = message[1..];
        var text = Utf16Strings.Read(ref message)!;
        if (message.IsEmpty)
            return new RemoteException(text);

        Exception exception;
        try
        {
            exception = unpickler.Load<Exception>(message);
        }
        catch (Exception reason)
        {
            return new RemoteException(text, reason);
        }

        var remote = new RemoteException(text);
        var innermost = exception;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        ExceptionFormatter.Internals.InnerException(innermost) = remote;
        return exception;
    }

    // An exception's own ToString, or what it calls, can throw.
    private static string TextOf(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception failure)
        {
            return $"{TypeName.Display(exception.GetType())}: {ExceptionFormatter.Internals.Message(exception)}"
                + $"{Environment.NewLine}(its text is incomplete, since its ToString threw a "
                + $"{TypeName.Display(failure.GetType())})";
        }
    }

    /// <summary>Throws an exception that came from another process; the same one can be thrown again.</summary>
    public static void Throw(Exception exception) => ExceptionDispatchInfo.Throw(exception);
}
