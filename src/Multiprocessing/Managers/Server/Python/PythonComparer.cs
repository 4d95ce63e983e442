using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// Python's <c>==</c> and <c>hash()</c> for the objects of a server: of every value, lists, dictionaries and proxies
/// included. Objects of classes that this process does not have are compared as the built-in values that they equal
/// (<see cref="PlainValue"/>); others are equal when their pickles are.
/// </summary>
/// <remarks>
/// <see cref="PythonEquality"/> is for the keys of dictionaries and sets that are unpickled. There are two because
/// pickling does not know managers and only has to tell keys apart; this one adds what a Python program sees:
/// containers are compared item by item, proxies by id, and an unhashable key is a <c>TypeError</c>.
/// </remarks>
internal sealed class PythonComparer : IEqualityComparer<Key>
{
    public static readonly PythonComparer Instance = new();

    private PythonComparer() { }

    public static bool AreEqual(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is null || y is null)
            return false;

        if (
            x
            is not (
                IReadOnlyList<object?>
                or Dictionary<object, object?>
                or HashSet<object?>
                or Slice
                or PythonObject
                or Array
            )
        )
        {
            return HaveEqualParts(x, y);
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        RequestWork.Enter(x, "in comparison");
        try
        {
            return HaveEqualPartsOnce(x, y);
        }
        finally
        {
            RequestWork.Leave();
        }
    }

    public bool Equals(Key x, Key y) => AreEqual(x.Value, y.Value);

    /// <exception cref="PythonError">The value is mutable and so not hashable: TypeError.</exception>
    public int GetHashCode(Key obj) => Hash(obj.Value);

    private static bool HaveEqualPartsOnce(object x, object y)
    {
        if (!EqualPairs.Begin(x, y))
            return true;

        var areEqual = false;
        try
        {
            return areEqual = HaveEqualParts(x, y);
        }
        finally
        {
            EqualPairs.End(x, y, areEqual);
        }
    }

    private static bool HaveEqualParts(object x, object y)
    {
        if (x is PythonObject one && y is PythonObject other && HaveOwnEquality(one, other) is { } areEqual)
            return areEqual;

        (x, y) = (PlainValue.Of(x)!, PlainValue.Of(y)!);
        return (x, y) switch
        {
            (List<object?> left, List<object?> right) => AreEqual(left, right),
            (PythonTuple left, PythonTuple right) => AreEqual(left, right),
            _ when PythonBytes.OfAny(x) is { } left => PythonBytes.OfAny(y) is { } right
                && left.AsSpan().SequenceEqual(right),
            (Dictionary<object, object?> left, Dictionary<object, object?> right) => AreEqual(left, right),
            (HashSet<object?> left, HashSet<object?> right) => AreEqual(left, right),
            (Slice left, Slice right) => AreEqual(left.Start, right.Start)
                && AreEqual(left.Stop, right.Stop)
                && AreEqual(left.Step, right.Step),
            _ when Numbers(x) is { } left && Numbers(y) is { } right => AreEqual(left, right),
            (PythonObject left, PythonObject right) => AreEqual(left, right),
            (ProxyReference left, ProxyReference right) => left.Token.Id == right.Token.Id,
            (BigInteger left, double right) => double.IsInteger(right) && (BigInteger)right == left,
            (double left, BigInteger right) => double.IsInteger(left) && (BigInteger)left == right,
            (double left, double right) => left == right,
            _ => PythonEquality.Comparer.Equals(x, y),
        };
    }

    // Objects of two classes that are not compared as built-in values; null for all others.
    private static bool? HaveOwnEquality(PythonObject x, PythonObject y) =>
        (x.Callable, y.Callable) switch
        {
            (PythonGlobal("collections", "deque"), PythonGlobal("collections", "deque")) => AreEqual(
                PythonIteration.Of(x),
                PythonIteration.Of(y)
            ),
            (PythonGlobal("collections", "OrderedDict"), PythonGlobal("collections", "OrderedDict")) => AreEqual(
                x.Pairs,
                y.Pairs
            ),
            _ when PlainValue.IsMember(x) && PlainValue.IsMember(y) => x.Callable.Equals(y.Callable)
                && AreEqual(x.Arguments[0], y.Arguments[0]),
            _ => null,
        };

    private static int Hash(object? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var given = value;
        value = PlainValue.Of(value);
        switch (value)
        {
            case PythonTuple tuple:
                return tuple.KeyHash ??= HashParts(tuple);
            case FrozenItems set:
                return set.KeyHash ??= HashParts(set);
            case BigInteger big when (double)big is var near && !double.IsInfinity(near) && (BigInteger)near == big:
                return PythonEquality.Comparer.GetHashCode(near);
            case PythonObject { Callable: PythonGlobal("collections", _) or PythonGlobal("types", "SimpleNamespace") }:
            case PythonObject { Items.Count: > 0 } or PythonObject { Pairs.Count: > 0 }:
            case PythonObject when PythonLibrary.UnsignedChars(value) is not null:
                throw Unhashable(given);
            case PythonObject inert:
                return inert.Callable.GetHashCode();
            case ProxyReference proxy:
                return proxy.Token.Id.GetHashCode(StringComparison.Ordinal);
            case List<object?> or List<byte> or IDictionary or Slice:
            case Array when PythonBytes.Of(value) is null:
            case HashSet<object?> and not FrozenItems:
                throw Unhashable(given);
            default:
                return PythonEquality.Comparer.GetHashCode(value);
        }
    }

    private static PythonError Unhashable(object? value) =>
        PythonError.TypeOf($"unhashable type: '{PythonNames.TypeOf(value)}'");

    private static int HashParts(object value)
    {
        RequestWork.Enter(value, "in hash()");
        try
        {
            return value is PythonTuple tuple ? HashItems(tuple) : HashMembers((FrozenItems)value);
        }
        finally
        {
            RequestWork.Leave();
        }
    }

    private static int HashMembers(FrozenItems set)
    {
        var mixed = 0;
        foreach (var item in set)
            mixed ^= Hash(item);
        return HashCode.Combine(mixed, set.Count);
    }

    private static int HashItems(PythonTuple tuple)
    {
        var hash = new HashCode();
        foreach (var item in tuple)
            hash.Add(Hash(item));
        return hash.ToHashCode();
    }

    /// <summary>The items of an <c>array.array</c>; null for anything else.</summary>
    public static IReadOnlyList<object?>? Numbers(object? value) =>
        PythonBytes.Of(value) is null && (value as Array ?? PythonLibrary.UnsignedChars(value)) is { } numbers
            ? [.. numbers.Cast<object?>().Select(number => StackValue.Of(number).ToObject())]
            : null;

    private static bool AreEqual(IReadOnlyList<object?> x, IReadOnlyList<object?> y)
    {
        if (x.Count != y.Count)
            return false;

        for (var i = 0; i < x.Count; i++)
        {
            if (!AreEqual(x[i], y[i]))
                return false;
        }

        return true;
    }

    private static bool AreEqual(Dictionary<object, object?> x, Dictionary<object, object?> y)
    {
        if (x.Count != y.Count)
            return false;

        Dictionary<Key, object?>? others = null;
        foreach (var (key, value) in x)
        {
            // The keys of a pickle are told apart by their own types, so a number can be here as another type.
            if (
                !y.TryGetValue(key, out var other)
                && !(others ??= y.ToDictionary(pair => KeyOf(pair.Key), pair => pair.Value, Instance)).TryGetValue(
                    KeyOf(key),
                    out other
                )
            )
            {
                return false;
            }

            if (!AreEqual(value, other))
                return false;
        }

        return true;
    }

    private static Key KeyOf(object key) => new(key is DBNull ? null : key);

    private static bool AreEqual(HashSet<object?> x, HashSet<object?> y) =>
        x.Count == y.Count
        && (
            x.SetEquals(y)
            || new HashSet<Key>(x.Select(static item => new Key(item)), Instance).SetEquals(
                y.Select(static item => new Key(item))
            )
        );

    private static bool AreEqual(PythonObject x, PythonObject y) =>
        x.Made == y.Made
        && AreEqual(x.Callable, y.Callable)
        && AreEqual(x.Arguments, (object)y.Arguments)
        && AreEqual(x.Keywords, y.Keywords)
        && AreEqual(x.States, y.States)
        && AreEqual(x.Items, y.Items)
        && AreEqual(x.Pairs, y.Pairs)
        && AreEqual(x.Members, y.Members);
}

/// <summary>A key of a dictionary or an item of a set; it can be None.</summary>
internal readonly record struct Key(object? Value);
