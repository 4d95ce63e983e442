using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A frozen collection with its comparer. .NET has several classes for each, and chooses by the type of the keys and
/// their number; for some types also by their hash codes.
/// </summary>
internal abstract class FrozenFormatter<TCollection, TKey, TItem>(PickleTypes types)
    : HashedContentFormatter<TCollection, TKey, TItem>(types)
    where TCollection : class, IEnumerable<TItem>
{
    // With a comparer that does not look at the items, it has the class that it has with its own. For structs, .NET
    // has other classes if the comparer is the default.
    protected override object MakeEmpty(TItem[] items, StackSpan arguments)
    {
        if (!typeof(TKey).IsValueType || arguments[0].ToItems().Length > 0)
            return Freeze(items, ByReference.Instance);
        try
        {
            return Make(items, arguments);
        }
        catch (Exception e) when (e is not UnpicklingException)
        {
            // Code of the application, for a key that has no fields yet.
            throw new UnpicklingException($"{this} cannot be filled in a cycle through its keys: {e.Message}", e);
        }
    }

    protected override TCollection Make(TItem[] items, StackSpan arguments) =>
        Freeze(items, Comparers.ReadEquality<TKey>(arguments[0].ToItems()));

    protected abstract TCollection Freeze(TItem[] items, IEqualityComparer<TKey>? comparer);

    private sealed class ByReference : IEqualityComparer<TKey>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(TKey? x, TKey? y) => ReferenceEquals(x, y);

        public int GetHashCode(TKey obj) => RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>A frozen set with its comparer.</summary>
internal sealed class FrozenSetFormatter<T>(PickleTypes types) : FrozenFormatter<FrozenSet<T>, T, T>(types)
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(FrozenSet<T> collection) =>
        [(collection.Comparer, EqualityComparer<T>.Default)];

    protected override FrozenSet<T> Freeze(T[] items, IEqualityComparer<T>? comparer) => items.ToFrozenSet(comparer);

    protected override bool Contains(FrozenSet<T> collection, T item) => collection.Contains(item);
}

/// <summary>A frozen dictionary with its comparer.</summary>
internal sealed class FrozenDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : FrozenFormatter<FrozenDictionary<TKey, TValue>, TKey, KeyValuePair<TKey, TValue>>(types)
    where TKey : notnull
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(FrozenDictionary<TKey, TValue> collection) =>
        [(collection.Comparer, EqualityComparer<TKey>.Default)];

    protected override FrozenDictionary<TKey, TValue> Freeze(
        KeyValuePair<TKey, TValue>[] items,
        IEqualityComparer<TKey>? comparer
    ) => items.ToFrozenDictionary(comparer);

    protected override bool Contains(FrozenDictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item) =>
        collection.ContainsKey(item.Key);
}
