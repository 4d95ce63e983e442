using System.Collections;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A sequence, as a list.</summary>
internal sealed class PlainListFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.Op(Opcode.EmptyList);
        pickler.Memoize(value);
        WriteItems(pickler, (IEnumerable)value, Opcode.Appends);
    }

    /// <summary>Adds items to the collection on top of the reader's stack.</summary>
    public static void WriteItems(Pickler pickler, IEnumerable source, byte opcode)
    {
        var items = new ItemsWriter(pickler.Writer, opcode);
        var i = 0;
        try
        {
            foreach (var item in source)
            {
                items.Next();
                pickler.WriteValue(item);
                i++;
            }
        }
        catch (PicklingException e) when (e.Under($"[{i}]"))
        {
            throw;
        }

        items.End();
    }
}
