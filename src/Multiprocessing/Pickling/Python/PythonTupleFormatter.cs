using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A tuple of no declared type.</summary>
internal sealed class PythonTupleFormatter() : Formatter(typeof(PythonTuple))
{
    public override void Write(Pickler pickler, object value)
    {
        var tuple = (PythonTuple)value;
        if (tuple.Length == 0)
        {
            pickler.Writer.Op(Opcode.EmptyTuple);
            return;
        }

        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.Op(Opcode.Mark);
        foreach (var item in tuple)
            pickler.WriteValue(item);
        pickler.WriteMadeOf(Opcode.Tuple, value);
    }
}
