namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An array of any rank whose elements are written one by one. It is created with its lengths first, so that its
/// elements can refer to it.
/// </summary>
internal sealed class ArrayFormatter(PickleTypes types, Type type) : Formatter(type)
{
    private readonly int rank = type.GetArrayRank();

    private DeclaredType Element => field ??= new DeclaredType(types, Type.GetElementType()!);

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var array = (Array)value;
        ArrayLengths.RefuseLowerBounds(array);
        pickler.WriteGlobal(this);
        ArrayLengths.Write(pickler.Writer, array);
        pickler.Writer.Op(Opcode.NewObj);
        pickler.Memoize(value);
        WriteItems(pickler, array);
    }

    public override object New(StackSpan arguments, ref Budget budget) =>
        ArrayLengths.Make(Type, arguments, rank, ref budget);

    public override void Append(object target, int start, StackSpan items)
    {
        var array = (Array)target;
        if (items.Length > array.Length - start)
            throw new UnpicklingException($"{this} of {array.Length} elements cannot hold {start + items.Length}.");

        if (array is object?[] objects)
        {
            for (var i = 0; i < items.Length; i++)
                objects[start + i] = Element.Read(items[i]);
        }
        else if (rank == 1)
        {
            for (var i = 0; i < items.Length; i++)
                array.SetValue(Element.Read(items[i]), start + i);
        }
        else
        {
            for (var i = 0; i < items.Length; i++)
                array.SetValue(Element.Read(items[i]), ArrayLengths.IndicesOf(array, start + i));
        }
    }

    private void WriteItems(Pickler pickler, Array array)
    {
        var items = new ItemsWriter(pickler.Writer, Opcode.Appends);
        var i = 0;
        try
        {
            if (array is object?[] objects)
            {
                for (; i < objects.Length; i++)
                {
                    items.Next();
                    pickler.WriteValue(objects[i]);
                }
            }
            else
            {
                foreach (var element in array)
                {
                    items.Next();
                    Element.Write(pickler, element);
                    i++;
                }
            }
        }
        catch (PicklingException e) when (e.Under($"[{string.Join(", ", ArrayLengths.IndicesOf(array, i))}]"))
        {
            throw;
        }

        items.End();
    }
}
