using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A struct of the application, or a tuple: its type called with its fields. It is a value, so its box has no identity.
/// </summary>
internal sealed class StructFormatter(PickleTypes types, Type type, PythonGlobal? global = null)
    : FieldsFormatter(types, type)
{
    public override PythonGlobal Global => global ?? base.Global;

    public override void Write(Pickler pickler, object value)
    {
        pickler.WriteGlobal(this);
        WriteFields(pickler, value);
        pickler.Writer.Op(Opcode.Reduce);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        var value = RuntimeHelpers.GetUninitializedObject(Type);
        ReadFields(value, arguments);
        return new StackValue(value);
    }
}
