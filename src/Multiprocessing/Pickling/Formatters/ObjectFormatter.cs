using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A class of the application: created without running a constructor, then its fields are set.</summary>
internal sealed class ObjectFormatter(PickleTypes types, Type type, PythonGlobal? global = null)
    : FieldsFormatter(types, type)
{
    public override PythonGlobal Global => global ?? base.Global;

    public override void Write(Pickler pickler, object value)
    {
        if (!pickler.BeginObject(this, value) || Count == 0)
            return;
        WriteFields(pickler, value);
        pickler.Writer.Op(Opcode.Build);
    }

    public override object New(StackSpan arguments, ref Budget budget) => RuntimeHelpers.GetUninitializedObject(Type);

    public override void Build(object target, StackSpan state) => ReadFields(target, state);
}
