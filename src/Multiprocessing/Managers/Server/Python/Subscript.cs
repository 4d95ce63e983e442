using System.Numerics;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>Indices and slices in Python's sense, of a sequence of known length.</summary>
internal static class Subscript
{
    /// <summary>The position of an index in a sequence; a negative index counts from the end.</summary>
    /// <exception cref="PythonError">It is not an integer, or outside the sequence: TypeError or
    /// IndexError.</exception>
    public static int Index(object? index, int count, string type, string outOfRange)
    {
        var at = index switch
        {
            int number => number,
            bool truth => truth ? 1 : 0,
            long => throw PythonError.Index(outOfRange),
            BigInteger => throw PythonError.Index("cannot fit 'int' into an index-sized integer"),
            _ => throw PythonError.TypeOf(
                $"{type} indices must be integers or slices, not {PythonNames.TypeOf(index)}"
            ),
        };
        if (at < 0)
            at += count;
        return at >= 0 && at < count ? at : throw PythonError.Index(outOfRange);
    }

    /// <summary>
    /// The positions of a slice, like Python's <c>slice.indices</c>: the first, the step to the next, and how many.
    /// </summary>
    public static (int Start, int Step, int Length) Of(Slice slice, int count)
    {
        var step = Number(slice.Step) ?? 1;
        if (step == 0)
            throw PythonError.Value("slice step cannot be zero");

        var (lowest, highest) = step > 0 ? (0, count) : (-1, count - 1);
        var start = Bound(slice.Start, step > 0 ? lowest : highest);
        var stop = Bound(slice.Stop, step > 0 ? highest : lowest);
        var length =
            step > 0
                ? Math.Max(0, (stop - start + (long)step - 1) / step)
                : Math.Max(0, (stop - start + (long)step + 1) / step);
        return (start, step, (int)length);

        int Bound(object? bound, int missing) =>
            Number(bound) is not { } number
                ? missing
                : Math.Clamp(number < 0 ? number + count : number, lowest, highest);
    }

    /// <summary>
    /// A bound or a step of a slice: null for None; an integer that does not fit an int becomes the nearest one.
    /// </summary>
    public static int? Number(object? value) =>
        value switch
        {
            null => null,
            int number => Math.Max(number, -int.MaxValue),
            bool truth => truth ? 1 : 0,
            long number => number < 0 ? -int.MaxValue : int.MaxValue,
            BigInteger number => number.Sign < 0 ? -int.MaxValue : int.MaxValue,
            _ => throw PythonError.TypeOf("slice indices must be integers or None or have an __index__ method"),
        };
}
