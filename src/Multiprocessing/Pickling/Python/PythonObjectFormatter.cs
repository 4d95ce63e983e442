using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>An object of an unknown Python class: the opcodes that made it.</summary>
internal sealed class PythonObjectFormatter() : Formatter(typeof(PythonObject))
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var inert = (PythonObject)value;
        pickler.WriteValue(inert.Callable);
        pickler.WriteValue(inert.Arguments);
        if (inert.Made == Opcode.NewObjEx)
            pickler.WriteValue(inert.Keywords);
        pickler.WriteMadeOf(inert.Made, value);
        WriteItems(pickler, inert.Items, Opcode.Appends);
        WriteItems(pickler, inert.Pairs, Opcode.SetItems);
        WriteItems(pickler, inert.Members, Opcode.AddItems);
        foreach (var state in inert.States)
        {
            pickler.WriteValue(state);
            pickler.Writer.Op(Opcode.Build);
        }
    }

    private static void WriteItems(Pickler pickler, List<object?> items, byte opcode)
    {
        if (items.Count == 0)
            return;
        pickler.Writer.Op(Opcode.Mark);
        foreach (var item in items)
            pickler.WriteValue(item);
        pickler.Writer.Op(opcode);
    }
}
