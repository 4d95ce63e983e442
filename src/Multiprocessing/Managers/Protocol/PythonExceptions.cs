using System.Runtime.InteropServices;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// Exceptions of .NET and the corresponding ones of Python. An exception is pickled as a call of its class, with its
/// stack as a note, which CPython prints from 3.11 on.
/// </summary>
internal static class PythonExceptions
{
    private const string Notes = "__notes__";

    // Of two rows with one name, the first converts from Python. A class comes before its base classes.
    private static readonly (string Module, string Name, Type Type, Func<string, Exception> Make)[] Table =
    [
        (
            "builtins",
            "IndexError",
            typeof(ArgumentOutOfRangeException),
            static text => new ArgumentOutOfRangeException(null, text)
        ),
        (
            "builtins",
            "IndexError",
            typeof(IndexOutOfRangeException),
            static text => new ArgumentOutOfRangeException(null, text)
        ),
        ("builtins", "KeyError", typeof(KeyNotFoundException), static text => new KeyNotFoundException(text)),
        (
            "builtins",
            "UnicodeError",
            typeof(System.Text.DecoderFallbackException),
            static text => new ArgumentException(text)
        ),
        ("builtins", "ValueError", typeof(ArgumentException), static text => new ArgumentException(text)),
        ("builtins", "ValueError", typeof(FormatException), static text => new FormatException(text)),
        ("builtins", "TypeError", typeof(InvalidCastException), static text => new InvalidCastException(text)),
        ("builtins", "AttributeError", typeof(MissingMemberException), static text => new MissingMemberException(text)),
        ("builtins", "EOFError", typeof(EndOfStreamException), static text => new EndOfStreamException(text)),
        (
            "builtins",
            "FileNotFoundError",
            typeof(FileNotFoundException),
            static text => new FileNotFoundException(text)
        ),
        (
            "builtins",
            "PermissionError",
            typeof(UnauthorizedAccessException),
            static text => new UnauthorizedAccessException(text)
        ),
        ("builtins", "OSError", typeof(IOException), static text => new IOException(text)),
        ("builtins", "OSError", typeof(ExternalException), static text => new IOException(text)),
        ("builtins", "TimeoutError", typeof(TimeoutException), static text => new TimeoutException(text)),
        (
            "builtins",
            "NotImplementedError",
            typeof(NotImplementedException),
            static text => new NotImplementedException(text)
        ),
        (
            "builtins",
            "NotImplementedError",
            typeof(NotSupportedException),
            static text => new NotSupportedException(text)
        ),
        (
            "builtins",
            "ZeroDivisionError",
            typeof(DivideByZeroException),
            static text => new DivideByZeroException(text)
        ),
        ("builtins", "OverflowError", typeof(OverflowException), static text => new OverflowException(text)),
        ("builtins", "ArithmeticError", typeof(ArithmeticException), static text => new ArithmeticException(text)),
        ("builtins", "MemoryError", typeof(OutOfMemoryException), static text => new InsufficientMemoryException(text)),
        (
            "builtins",
            "RecursionError",
            typeof(InsufficientExecutionStackException),
            static text => new InsufficientExecutionStackException(text)
        ),
        (
            "builtins",
            "RuntimeError",
            typeof(InvalidOperationException),
            static text => new InvalidOperationException(text)
        ),
        (
            "threading",
            "BrokenBarrierError",
            typeof(BarrierPostPhaseException),
            static text => new InvalidOperationException(text)
        ),
    ];

    /// <summary>
    /// The Python exception for a .NET exception, ready to be pickled; an <c>Exception</c> with the type's name in its
    /// text where Python has none.
    /// </summary>
    public static PythonObject ToPython(Exception exception)
    {
        if (exception is PythonError error)
            return new(error.Type, Opcode.Reduce, PythonTuple.Of(error.Arguments));

        var row = Array.Find(Table, row => row.Type.IsInstanceOfType(exception));
        var made = row.Type is null
            ? new PythonObject(
                new PythonGlobal("builtins", "Exception"),
                Opcode.Reduce,
                PythonTuple.Of($"{exception.GetType()}: {exception.Message}")
            )
            : new PythonObject(
                new PythonGlobal(row.Module, row.Name),
                Opcode.Reduce,
                PythonTuple.Of(exception.Message)
            );
        made.States.Add(new Dictionary<object, object?> { [Notes] = new List<object?> { exception.ToString() } });
        return made;
    }

    /// <summary>
    /// The .NET exception for a Python exception, with its stack, where it has one, as an inner
    /// <see cref="RemoteException"/>. Null for another object.
    /// </summary>
    public static Exception? FromPython(PythonObject inert)
    {
        if (inert.Callable is not PythonGlobal global)
            return null;

        var row = Array.Find(Table, row => row.Name == global.Name && row.Module == global.Module);
        if (row.Make is null)
            return null;

        var exception = row.Make(TextOf(inert));
        if (NoteOf(inert) is { } note)
            ExceptionFormatter.Internals.InnerException(exception) = new RemoteException(note);
        return exception;
    }

    /// <summary>
    /// The text of an exception as Python's <c>str()</c> gives it; why there is none, where that raises an exception.
    /// </summary>
    public static string TextOf(PythonObject inert)
    {
        try
        {
            return Str(inert);
        }
        catch (PythonError failure)
        {
            return failure.Message;
        }
    }

    private static string Str(PythonObject inert) =>
        inert.Arguments switch
        {
            { Length: 0 } => "",
            { Length: 1 } only => inert.Callable is PythonGlobal { Name: "KeyError" } && only[0] is not string
                ? PythonText.Repr(only[0])
                : PythonText.Str(only[0]),
            [int number, string text] => $"[Errno {number}] {text}",
            var several => PythonText.Repr(several),
        };

    private static string? NoteOf(PythonObject inert) =>
        inert.States is [Dictionary<object, object?> state, ..]
        && state.TryGetValue(Notes, out var notes)
        && notes is List<object?> { Count: > 0 } list
            ? list[0] as string
            : null;
}
