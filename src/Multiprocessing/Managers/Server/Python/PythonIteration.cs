using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// The items of objects that this process has no class of: what Python pickles of iterators, of its own collections
/// and of classes derived from them says what they are. Any other object is a TypeError that says why.
/// </summary>
internal static class PythonIteration
{
    // A short message can nest iterators deeply, and each can give the items of another many times.
    private const int DeepestNesting = 100;

    /// <summary>The items.</summary>
    /// <exception cref="PythonError">It is not iterable, or only Python can iterate it: TypeError.</exception>
    public static IReadOnlyList<object?> Of(PythonObject inert)
    {
        if (inert.Callable is PythonGlobal("builtins", "range"))
            return PythonItems.Range(inert.Arguments);

        var items = new List<object?>();
        var steps = new Steps();
        foreach (var item in Iterate(inert, 0, steps))
        {
            steps.Take();
            items.Add(item);
        }

        return items;
    }

    /// <summary>The dictionary of a mapping; null for anything else.</summary>
    public static Dictionary<object, object?>? MappingOf(PythonObject inert)
    {
        if (inert.Callable is not PythonGlobal("collections", "ChainMap"))
            return PlainValue.Of(inert) as Dictionary<object, object?>;

        var chained = new Dictionary<object, object?>(PythonEquality.Comparer);
        foreach (var map in (PlainValue.State(inert, "maps") as List<object?> ?? []).AsEnumerable().Reverse())
        {
            if ((map as Dictionary<object, object?> ?? PlainValue.Of(map)) is not Dictionary<object, object?> pairs)
                throw Unknown(inert);
            foreach (var (key, value) in pairs)
                chained[key] = value;
        }

        return chained;
    }

    private static IEnumerable<object?> Iterate(object? value, int depth, Steps steps)
    {
        if (depth > DeepestNesting)
            throw PythonError.Of("RecursionError", "iterators are nested too deeply");

        return value switch
        {
            PythonObject { Callable: PythonGlobal("builtins", var name) } inert => Builtin(inert, name, depth, steps),
            PythonObject { Callable: PythonGlobal("itertools", var name) } inert => Tool(inert, name, depth, steps),
            PythonObject { Callable: PythonGlobal("array", "array"), Arguments: [string code, var items] } =>
                ServedArray.Decode(code, items),
            PythonObject { Callable: PythonGlobal("collections", "deque"), Arguments: var given } inert => inert
                .Items
                .Count == 0
            && given is [var items, ..]
                ? PythonItems.Of(items)
                : inert.Items,
            PythonObject inert when MappingOf(inert) is { } mapping => PythonItems.Of(mapping),
            PythonObject inert => !PlainValue.IsMember(inert) && PlainValue.Of(inert) is var plain and not PythonObject
                ? PythonItems.Of(plain)
                : throw Unknown(inert),
            _ => PythonItems.Of(value),
        };
    }

    private static IEnumerable<object?> Builtin(PythonObject inert, string name, int depth, Steps steps) =>
        (name, inert.Arguments) switch
        {
            ("range", var bounds) => PythonItems.Range(bounds),
            ("list" or "tuple" or "dict" or "set" or "frozenset" or "iter", [var items, ..]) => Iterate(
                    items,
                    depth + 1,
                    steps
                )
                .Skip(inert.States is [int start] ? start : 0),
            ("iter", []) => [],
            ("enumerate", [var items, int start]) => Iterate(items, depth + 1, steps)
                .Select((item, i) => (object?)PythonTuple.Of(start + i, item)),
            ("reversed", [var items]) => Reversed(PythonItems.Of(items), inert.States is [int last] ? last : -1),
            ("zip", var iterators) => Zip(
                [.. iterators.Select(items => Iterate(items, depth + 1, steps))],
                isStrict: inert.States is [true],
                steps
            ),
            ("map" or "filter", _) => throw RunsPython(inert),
            _ => throw Unknown(inert),
        };

    private static IEnumerable<object?> Tool(PythonObject inert, string name, int depth, Steps steps) =>
        (name, inert.Arguments) switch
        {
            ("chain", []) when inert.States is [PythonTuple { Length: 1 or 2 } state] => Chain(state, depth, steps),
            ("chain", []) => [],
            ("islice", [var items, int next, (int or null) and var stop, int step]) when step > 0 => Slice(
                Iterate(items, depth + 1, steps),
                next - (inert.States is [int count] ? count : 0),
                stop is int end ? end - (inert.States is [int passed] ? passed : 0) : null,
                step,
                steps
            ),
            ("repeat", [var item]) => Repeat(item, int.MaxValue),
            ("repeat", [var item, int times]) => Repeat(item, times),
            ("count", [int start, ..]) when inert.Arguments is [_] or [_, int] => Count(
                start,
                inert.Arguments is [_, int step] ? step : 1
            ),
            ("starmap" or "takewhile" or "dropwhile" or "filterfalse" or "groupby" or "accumulate", _) =>
                throw RunsPython(inert),
            _ => throw Unknown(inert),
        };

    private static IEnumerable<object?> Reversed(IReadOnlyList<object?> items, int last)
    {
        for (var i = Math.Min(last, items.Count - 1); i >= 0; i--)
            yield return items[i];
    }

    private static IEnumerable<object?> Chain(PythonTuple state, int depth, Steps steps)
    {
        if (state is [_, var active])
        {
            foreach (var item in Iterate(active, depth + 1, steps))
                yield return item;
        }

        foreach (var items in Iterate(state[0], depth + 1, steps))
        {
            foreach (var item in Iterate(items, depth + 1, steps))
            {
                steps.Take();
                yield return item;
            }
        }
    }

    private static IEnumerable<object?> Zip(IEnumerable<object?>[] iterables, bool isStrict, Steps steps)
    {
        if (iterables.Length == 0)
            yield break;

        var iterators = Array.ConvertAll(iterables, static items => items.GetEnumerator());
        while (true)
        {
            var row = new object?[iterators.Length];
            for (var i = 0; i < row.Length; i++)
            {
                steps.Take();
                if (!iterators[i].MoveNext())
                {
                    if (isStrict && (i > 0 || iterators.Skip(1).Any(static other => other.MoveNext())))
                        throw PythonError.Value("zip() arguments have different lengths");
                    yield break;
                }

                row[i] = iterators[i].Current;
            }

            yield return PythonTuple.Of(row);
        }
    }

    private static IEnumerable<object?> Slice(IEnumerable<object?> items, int start, int? stop, int step, Steps steps)
    {
        var i = 0;
        if (stop <= start)
            yield break;

        foreach (var item in items)
        {
            steps.Take();
            if (i >= start && (i - start) % step == 0)
                yield return item;
            if (++i >= stop)
                yield break;
        }
    }

    private static IEnumerable<object?> Repeat(object? item, int times)
    {
        for (var i = 0; i < times; i++)
            yield return item;
    }

    private static IEnumerable<object?> Count(int start, int step)
    {
        for (var number = start; ; number = checked(number + step))
            yield return number;
    }

    private static PythonError RunsPython(PythonObject inert) =>
        PythonError.TypeOf(
            $"'{PythonNames.TypeOf(inert)}' object would run a Python function in a .NET server: send a list of it"
        );

    private static PythonError Unknown(PythonObject inert) =>
        PythonError.TypeOf(
            $"'{PythonNames.TypeOf(inert)}' object is not iterable in this server, which does not have its class"
        );

    /// <summary>How many more steps the iterators of one value can make.</summary>
    private sealed class Steps
    {
        private int left = 1 << 24;

        public void Take()
        {
            if (--left < 0)
                throw PythonError.Memory();
        }
    }
}
