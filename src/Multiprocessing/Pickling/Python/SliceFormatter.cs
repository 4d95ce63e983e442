using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>Python's slice.</summary>
internal sealed class SliceFormatter() : Formatter(typeof(Slice))
{
    private static readonly PythonGlobal Builtin = new("builtins", "slice");

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        var slice = (Slice)value;
        pickler.WriteGlobal(Builtin);
        pickler.WriteValue(slice.Start);
        pickler.WriteValue(slice.Stop);
        pickler.WriteValue(slice.Step);
        pickler.Writer.Op(Opcode.Tuple3);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }
}
