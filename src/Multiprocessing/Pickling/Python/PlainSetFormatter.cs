using System.Collections;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A set, as a set.</summary>
internal sealed class PlainSetFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.Op(Opcode.EmptySet);
        pickler.Memoize(value);
        PlainListFormatter.WriteItems(pickler, (IEnumerable)value, Opcode.AddItems);
    }
}
