namespace Multiprocessing.Pickling.Formatters;

/// <summary>The lengths of an array's dimensions in a pickle.</summary>
internal static class ArrayLengths
{
    /// <summary>The lengths as one tuple.</summary>
    public static void Write(PickleWriter writer, Array array)
    {
        writer.Op(Opcode.Mark);
        for (var dimension = 0; dimension < array.Rank; dimension++)
            writer.Int(array.GetLength(dimension));
        writer.Op(Opcode.Tuple);
    }

    public static void RefuseLowerBounds(Array array)
    {
        for (var dimension = 0; dimension < array.Rank; dimension++)
        {
            if (array.GetLowerBound(dimension) != 0)
            {
                throw new PicklingException(
                    $"{TypeName.Display(array.GetType())} cannot be sent to another process: "
                        + "it has a lower bound other than 0."
                );
            }
        }
    }

    /// <summary>An array of the lengths that a pickle claims, if its message can fill it.</summary>
    public static Array Make(Type array, StackSpan claimed, int rank, ref Budget budget)
    {
        if (claimed.Length != rank)
            throw new UnpicklingException($"an array of {rank} dimensions cannot have {claimed.Length} lengths.");

        if (rank == 1)
        {
            var length = (int)claimed[0].ToInt64(0, Array.MaxLength, "a length");
            budget.Spend(length);
            return Array.CreateInstanceFromArrayType(array, length);
        }

        var lengths = new int[rank];
        var count = 1L;
        for (var dimension = 0; dimension < rank; dimension++)
        {
            lengths[dimension] = (int)claimed[dimension].ToInt64(0, Array.MaxLength, "a length");
            count = Math.Min(count * lengths[dimension], long.MaxValue >> 32);
        }

        budget.Spend(count);
        return Array.CreateInstanceFromArrayType(array, lengths);
    }

    /// <summary>The indices of the element with a number in row-major order.</summary>
    public static int[] IndicesOf(Array array, int number)
    {
        var indices = new int[array.Rank];
        for (var dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            var length = Math.Max(array.GetLength(dimension), 1);
            indices[dimension] = dimension == 0 ? number : number % length;
            number /= length;
        }

        return indices;
    }
}
