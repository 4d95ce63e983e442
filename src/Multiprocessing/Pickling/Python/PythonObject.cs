namespace Multiprocessing.Pickling.Python;

/// <summary>
/// An object of a Python class that is unknown here, as its pickle described it. It is inert, and is written back as it
/// came: an object of an unknown class put into a list is unchanged when Python reads it again.
/// </summary>
internal sealed class PythonObject(object callable, byte made, PythonTuple arguments, object? keywords = null)
{
    /// <summary>A <see cref="PythonGlobal"/>, or another <see cref="PythonObject"/>.</summary>
    public object Callable { get; } = callable;

    /// <summary>
    /// The opcode that made it: <see cref="Opcode.Reduce"/>, <see cref="Opcode.NewObj"/> or
    /// <see cref="Opcode.NewObjEx"/>.
    /// </summary>
    public byte Made { get; } = made;

    public PythonTuple Arguments { get; } = arguments;

    /// <summary>The keyword arguments of <see cref="Opcode.NewObjEx"/>, a dictionary.</summary>
    public object? Keywords { get; } = keywords;

    /// <summary>The states that BUILD gave it, in order; usually one or none.</summary>
    public List<object?> States { get; } = [];

    /// <summary>The items that APPENDS gave it.</summary>
    public List<object?> Items { get; } = [];

    /// <summary>The pairs that SETITEMS gave it: key, value, key, value …</summary>
    public List<object?> Pairs { get; } = [];

    /// <summary>The items that ADDITEMS gave it.</summary>
    public List<object?> Members { get; } = [];

    public override string ToString() =>
        $"an object of {(Callable is PythonGlobal ? Callable : "what another object made")}";
}
