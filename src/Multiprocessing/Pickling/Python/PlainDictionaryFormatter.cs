using System.Collections;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A dictionary, as a dict.</summary>
internal sealed class PlainDictionaryFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.Op(Opcode.EmptyDict);
        pickler.Memoize(value);

        var items = new ItemsWriter(pickler.Writer, Opcode.SetItems);
        object? current = null;
        try
        {
            foreach (DictionaryEntry pair in (IDictionary)value)
            {
                current = pair.Key;
                items.Next();
                pickler.WriteValue(pair.Key);
                pickler.WriteValue(pair.Value);
            }
        }
        catch (PicklingException e) when (e.Under($"[{current}]"))
        {
            throw;
        }

        items.End();
    }
}
