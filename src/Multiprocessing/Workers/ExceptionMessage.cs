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
        var text = exception.ToString();
        try
        {
            pickler.Dump(new object[] { exception, text }, message.Begin(MessageKind.Failed));
        }
        catch (PicklingException)
        {
            pickler.Dump(new object[] { exception.Message, text }, message.Begin(MessageKind.Failed));
        }
    }

    /// <summary>
    /// The exception that a message holds. Its innermost exception is a <see cref="RemoteException"/> with the text
    /// from the other process.
    /// </summary>
    public static Exception Read(ReadOnlySpan<byte> message, Unpickler unpickler)
    {
        var parts = unpickler.Load<object[]>(message[1..]);
        var remote = new RemoteException((string)parts[1]);
        if (parts[0] is not Exception exception)
            return remote;

        var innermost = exception;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        ExceptionFormatter.Internals.InnerException(innermost) = remote;
        return exception;
    }

    /// <summary>Throws an exception that came from another process; the same one can be thrown again.</summary>
    public static void Throw(Exception exception) => ExceptionDispatchInfo.Throw(exception);
}
