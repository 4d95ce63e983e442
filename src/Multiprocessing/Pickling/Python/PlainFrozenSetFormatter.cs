using System.Collections;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A set that cannot change, as a frozenset.</summary>
internal sealed class PlainFrozenSetFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.Op(Opcode.Mark);
        foreach (var item in (IEnumerable)value)
            pickler.WriteValue(item);
        pickler.WriteMadeOf(Opcode.FrozenSet, value);
    }
}
