using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>Writes values of one type, and creates them again.</summary>
internal abstract class Formatter(Type type) : Reconstructor
{
    public Type Type { get; } = type;

    /// <summary>
    /// The global that names the type: CPython's module and name, or <see cref="TypeName.Module"/> and a name that only
    /// .NET resolves.
    /// </summary>
    public override PythonGlobal Global => field ??= new PythonGlobal(TypeName.Module, TypeName.Of(Type));

    /// <summary>Writes a value whose type is exactly <see cref="Type"/>.</summary>
    public abstract void Write(Pickler pickler, object value);

    public override string ToString() => TypeName.Display(Type);
}
