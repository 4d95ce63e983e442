using System.Globalization;
using System.Text;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>The items that Python's iteration over a value gives, as a list.</summary>
internal static class PythonItems
{
    /// <summary>
    /// The greatest number of items in a value that the server creates: a short message can ask for any number.
    /// </summary>
    public const int Longest = 1 << 26;

    /// <summary>The items of a list, a tuple, a string, a range …, or the keys of a dictionary.</summary>
    /// <exception cref="PythonError">The value is not iterable: TypeError.</exception>
    public static IReadOnlyList<object?> Of(object? value) =>
        value switch
        {
            List<object?> list => list,
            PythonTuple tuple => tuple,
            string text => [.. Characters(text)],
            byte[] or List<byte> when PythonBytes.OfAny(value) is { } bytes =>
            [
                .. bytes.Select(item => (object?)(int)item),
            ],
            Dictionary<object, object?> dictionary => [.. dictionary.Keys.Select(KeyOf)],
            HashSet<object?> set => [.. set],
            Array when PythonComparer.Numbers(value) is { } numbers => numbers,
            ProxyReference { Object: { } managedObject } => Of(managedObject.Object.Value()),
            PythonObject inert => PythonIteration.Of(inert),
            _ => throw PythonError.TypeOf($"'{PythonNames.TypeOf(value)}' object is not iterable"),
        };

    /// <summary>The pairs of a dictionary, or of an iterable of pairs.</summary>
    public static IEnumerable<(object? Key, object? Value)> PairsOf(object? value) =>
        value switch
        {
            Dictionary<object, object?> dictionary => dictionary.Select(pair => (KeyOf(pair.Key), pair.Value)),
            ProxyReference { Object.Object: ServedDictionary dictionary } => dictionary.Pairs(),
            PythonObject inert when PythonIteration.MappingOf(inert) is { } mapping => PairsOf(mapping),
            _ => Of(value).Select(PairOf),
        };

    private static object? KeyOf(object key) => key is DBNull ? null : key;

    private static (object?, object?) PairOf(object? item, int i)
    {
        var pair = Of(item);
        return pair.Count == 2
            ? (pair[0], pair[1])
            : throw PythonError.Value(
                $"dictionary update sequence element #{i} has length {pair.Count}; 2 is required"
            );
    }

    /// <summary>The numbers of a <c>range</c>.</summary>
    public static IReadOnlyList<object?> Range(PythonTuple bounds)
    {
        if (bounds is not { Length: 3 } || bounds.Any(bound => bound is not (int or long)))
            throw PythonError.Memory();

        var (start, stop, step) = Bounds(bounds);
        if (step == 0)
            throw PythonError.Value("range() arg 3 must not be zero");

        var count = CountOf(start, stop, step);
        if (count > Longest)
            throw PythonError.Memory();

        var items = new List<object?>((int)Int128.Max(0, count));
        for (var i = 0; i < count; i++)
            items.Add(StackValue.Of(start + (i * step)).ToObject());
        return items;
    }

    /// <summary>How many numbers a range has; negative where its end is before its start.</summary>
    public static Int128 CountOf(long start, long stop, long step)
    {
        var count = (Int128)stop - start;
        return step > 0 ? (count + step - 1) / step : (count + step + 1) / step;
    }

    /// <summary>The start, stop and step of a range of integers.</summary>
    public static (long Start, long Stop, long Step) Bounds(PythonTuple bounds) =>
        (Long(bounds[0]), Long(bounds[1]), Long(bounds[2]));

    private static long Long(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static IEnumerable<object?> Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || rune.IsBmp)
                yield return text[i].ToString();
            else
                yield return text.Substring(i++, 2);
        }
    }
}
