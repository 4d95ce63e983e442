using System.Numerics;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// The built-in value that an object equals in Python: the tuple of a named tuple, the string of a subclass of
/// <c>str</c>, the dictionary of an <c>OrderedDict</c>, the integer of <c>Decimal(1)</c>.
/// </summary>
/// <remarks>
/// The classes are unknown here; what a pickle says of an object tells. It says the same of a member of an <c>Enum</c>
/// and of an <c>IntEnum</c>: the class, called with the value. Both are taken for equal to their value, as keys and
/// when they are compared, but not to a member of another class.
/// </remarks>
internal static class PlainValue
{
    // Modules of Python's library whose classes are called with a string or number that they do not equal.
    private static readonly HashSet<string> NotEnums =
    [
        "_codecs",
        "array",
        "builtins",
        "collections",
        "copyreg",
        "datetime",
        "decimal",
        "functools",
        "importlib",
        "ipaddress",
        "itertools",
        "numpy",
        "operator",
        "pathlib",
        "queue",
        "re",
        "types",
        "zoneinfo",
    ];

    /// <summary>The built-in value; the value itself where there is none.</summary>
    public static object? Of(object? value) =>
        value switch
        {
            decimal or Complex => PythonNumber.Of(value) ?? value,
            PythonObject inert => Of(inert) ?? value,
            _ => value,
        };

    private static object? Of(PythonObject inert)
    {
        if (inert.Callable is not PythonGlobal global)
            return null;

        return inert.Made switch
        {
            Opcode.Reduce => OfCall(global, inert),
            Opcode.NewObj => OfSubclass(global, inert),
            _ => null,
        };
    }

    private static object? OfCall(PythonGlobal global, PythonObject inert) =>
        (global, inert.Arguments) switch
        {
            (("decimal", "Decimal") or ("fractions", "Fraction"), _) => PythonNumber.Of(inert),
            (("builtins", "range"), _) => RangeOf(inert),
            (("collections", "OrderedDict" or "defaultdict"), _) => Pairs(inert.Pairs),
            (("collections", "Counter"), [Dictionary<object, object?> counts]) => counts,
            (("datetime", "datetime"), [byte[] bytes]) => PythonLibrary.WithoutFold(bytes),
            ({ Module: "pathlib" or "pathlib._local" }, var parts) => PythonPath.Of(global.Name, parts),
            ({ Module: "time" or "os", Name: "struct_time" or "stat_result" }, [PythonTuple fields, ..]) => fields,
            (_, [string or int or long or BigInteger]) when IsMember(global, inert) => inert.Arguments[0],
            _ => null,
        };

    // A class derived from str, int, float, bytes, tuple, list or dict, or a named tuple. One with a single field looks
    // like the subclass of that field's class.
    private static object? OfSubclass(PythonGlobal global, PythonObject inert) =>
        (global, inert.Arguments) switch
        {
            (("collections", "UserList"), _) when Data(inert) is List<object?> list => list,
            (("collections", "UserDict"), _) when Data(inert) is Dictionary<object, object?> dictionary => dictionary,
            (("collections", "UserString"), _) when Data(inert) is string text => text,
            (_, [PythonTuple tuple]) => tuple,
            (_, [string or int or long or BigInteger or double or byte[] or bool]) => Of(inert.Arguments[0]),
            (_, { Length: > 1 } fields) => fields,
            (_, { Length: 0 }) when inert.Items.Count > 0 => inert.Items,
            (_, { Length: 0 }) when inert.Pairs.Count > 0 => Pairs(inert.Pairs),
            _ => null,
        };

    /// <summary>The <c>data</c> of a <c>UserList</c>, <c>UserDict</c> or <c>UserString</c>.</summary>
    public static object? Data(PythonObject inert) => State(inert, "data");

    /// <summary>A field of an object's state; null where it has none of that name.</summary>
    public static object? State(PythonObject inert, string field) =>
        inert.States is [Dictionary<object, object?> state] && state.TryGetValue(field, out var value) ? value : null;

    /// <summary>Whether an object looks like a member of an enumeration: its class, called with one value.</summary>
    public static bool IsMember(PythonObject inert) =>
        inert
            is { Made: Opcode.Reduce, Callable: PythonGlobal global, Arguments: [string or int or long or BigInteger] }
        && IsMember(global, inert);

    private static bool IsMember(PythonGlobal global, PythonObject inert) =>
        global.Name.Length > 0
        && char.IsUpper(global.Name[0])
        && inert is { States.Count: 0, Items.Count: 0, Pairs.Count: 0, Members.Count: 0 }
        && !NotEnums.Contains(global.Module.Split('.')[0]);

    private static Dictionary<object, object?> Pairs(List<object?> pairs)
    {
        var dictionary = new Dictionary<object, object?>(PythonEquality.Comparer);
        for (var i = 0; i + 1 < pairs.Count; i += 2)
            dictionary[pairs[i] ?? DBNull.Value] = pairs[i + 1];
        return dictionary;
    }

    // Two ranges are equal when they give the same numbers.
    private static EqualRange? RangeOf(PythonObject inert)
    {
        if (inert.Arguments is not [int or long, int or long, int or long])
            return null;

        var (start, stop, step) = PythonItems.Bounds(inert.Arguments);
        var count = step == 0 ? 0 : PythonItems.CountOf(start, stop, step);
        return count <= 0 ? new(0, 0, 0)
            : count == 1 ? new(1, start, 0)
            : new(count, start, step);
    }

    private sealed record EqualRange(Int128 Count, long Start, long Step);
}
