using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A .NET tuple or key-value pair, as a tuple.</summary>
internal sealed class PlainTupleFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value)
    {
        pickler.Writer.Op(Opcode.Mark);
        if (value is ITuple tuple)
        {
            for (var i = 0; i < tuple.Length; i++)
                pickler.WriteValue(tuple[i]);
        }
        else
        {
            foreach (var field in SerializedField.FieldsOf(Type, until: null))
                pickler.WriteValue(field.GetValue(value));
        }

        pickler.Writer.Op(Opcode.Tuple);
    }
}
