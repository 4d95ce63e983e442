using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>An array of several dimensions, as lists of lists.</summary>
internal sealed class NestedListFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        var array = (Array)value;
        ArrayLengths.RefuseLowerBounds(array);
        pickler.Writer.Op(Opcode.EmptyList);
        pickler.Memoize(value);
        WriteDimension(pickler, array, new int[array.Rank], 0);
    }

    private static void WriteDimension(Pickler pickler, Array array, int[] indices, int dimension)
    {
        var items = new ItemsWriter(pickler.Writer, Opcode.Appends);
        for (indices[dimension] = 0; indices[dimension] < array.GetLength(dimension); indices[dimension]++)
        {
            items.Next();
            if (dimension == array.Rank - 1)
            {
                pickler.WriteValue(array.GetValue(indices));
                continue;
            }

            pickler.Writer.Op(Opcode.EmptyList);
            WriteDimension(pickler, array, indices, dimension + 1);
        }

        items.End();
    }
}
