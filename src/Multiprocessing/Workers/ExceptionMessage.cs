using System.Runtime.ExceptionServices;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Workers;

/// <summary>A failure on its way to another process: the exception, and how it looked in its own.</summary>
internal static class ExceptionMessage
{
    /// <summary>Writes an exception as a message. One that cannot cross goes as its text alone.</summary>
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
    /// The exception that a message holds; innermost in it, a <see cref="RemoteException"/> with its text in the other
    /// process.
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

    /// <summary>Throws an exception that came from another process, as often as it is asked for.</summary>
    public static void Throw(Exception exception) => ExceptionDispatchInfo.Throw(exception);
}
