using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// A Python exception: its class by name, and its arguments. A shared object throws it where the Python object would
/// raise it.
/// </summary>
internal sealed class PythonError(PythonGlobal type, params object?[] arguments)
    : Exception(arguments is [string text, ..] ? text : type.Name)
{
    public PythonGlobal Type { get; } = type;

    public object?[] Arguments { get; } = arguments;

    public static PythonError Of(string builtin, params object?[] arguments) =>
        new(new("builtins", builtin), arguments);

    public static PythonError Index(string text) => Of("IndexError", text);

    public static PythonError Key(object? key) => Of("KeyError", key);

    public static PythonError Value(string text) => Of("ValueError", text);

    public static PythonError TypeOf(string text) => Of("TypeError", text);

    public static PythonError Runtime(string text) => Of("RuntimeError", text);

    public static PythonError Attribute(string text) => Of("AttributeError", text);

    /// <summary>The value would be larger than the server allows.</summary>
    public static PythonError Memory() => Of("MemoryError");
}
