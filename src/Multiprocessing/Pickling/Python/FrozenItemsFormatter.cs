using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>Python's frozenset.</summary>
internal sealed class FrozenItemsFormatter() : Formatter(typeof(FrozenItems))
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.Op(Opcode.Mark);
        foreach (var item in (FrozenItems)value)
            pickler.WriteValue(item);
        pickler.WriteMadeOf(Opcode.FrozenSet, value);
    }
}
