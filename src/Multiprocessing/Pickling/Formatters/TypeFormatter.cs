using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A type as a value, by its name.</summary>
internal sealed class TypeFormatter(Type type) : ScalarFormatter(type)
{
    // The name of the runtime's own class of types is not portable.
    public override PythonGlobal Global { get; } = new(TypeName.Module, "Type");

    public override void WriteBare(Pickler pickler, object value) => pickler.WriteText(TypeName.Of((Type)value));

    public override object Read(in StackValue stackValue) => TypeName.Resolve(stackValue.ToText());
}
