using System.Collections.Immutable;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable set with its comparer.</summary>
internal sealed class ImmutableHashSetFormatter<T>(PickleTypes types)
    : HashedContentFormatter<ImmutableHashSet<T>, T, T>(types)
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(ImmutableHashSet<T> collection) =>
        [(collection.KeyComparer, EqualityComparer<T>.Default)];

    protected override ImmutableHashSet<T> Make(T[] items, StackSpan arguments) =>
        ImmutableHashSet.Create(Comparers.ReadEquality<T>(arguments[0].ToItems()), items);

    protected override bool Contains(ImmutableHashSet<T> collection, T item) => collection.Contains(item);
}

/// <summary>An immutable dictionary with its comparers.</summary>
internal sealed class ImmutableDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : HashedContentFormatter<ImmutableDictionary<TKey, TValue>, TKey, KeyValuePair<TKey, TValue>>(types)
    where TKey : notnull
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(
        ImmutableDictionary<TKey, TValue> collection
    ) =>
        [
            (collection.KeyComparer, EqualityComparer<TKey>.Default),
            (collection.ValueComparer, EqualityComparer<TValue>.Default),
        ];

    protected override ImmutableDictionary<TKey, TValue> Make(
        KeyValuePair<TKey, TValue>[] items,
        StackSpan arguments
    ) =>
        ImmutableDictionary.CreateRange(
            Comparers.ReadEquality<TKey>(arguments[0].ToItems()),
            Comparers.ReadEquality<TValue>(arguments[1].ToItems()),
            items
        );

    protected override bool Contains(ImmutableDictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item) =>
        collection.ContainsKey(item.Key);
}

/// <summary>An immutable sorted set with its comparer.</summary>
internal sealed class ImmutableSortedSetFormatter<T>(PickleTypes types)
    : HashedContentFormatter<ImmutableSortedSet<T>, T, T>(types)
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(ImmutableSortedSet<T> collection) =>
        [(collection.KeyComparer, Comparer<T>.Default)];

    protected override ImmutableSortedSet<T> Make(T[] items, StackSpan arguments) =>
        ImmutableSortedSet.Create(Comparers.ReadOrder<T>(arguments[0].ToItems()), items);

    protected override bool Contains(ImmutableSortedSet<T> collection, T item) => collection.Contains(item);
}

/// <summary>An immutable sorted dictionary with its comparers.</summary>
internal sealed class ImmutableSortedDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : HashedContentFormatter<ImmutableSortedDictionary<TKey, TValue>, TKey, KeyValuePair<TKey, TValue>>(types)
    where TKey : notnull
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(
        ImmutableSortedDictionary<TKey, TValue> collection
    ) =>
        [
            (collection.KeyComparer, Comparer<TKey>.Default),
            (collection.ValueComparer, EqualityComparer<TValue>.Default),
        ];

    protected override ImmutableSortedDictionary<TKey, TValue> Make(
        KeyValuePair<TKey, TValue>[] items,
        StackSpan arguments
    ) =>
        ImmutableSortedDictionary.CreateRange(
            Comparers.ReadOrder<TKey>(arguments[0].ToItems()),
            Comparers.ReadEquality<TValue>(arguments[1].ToItems()),
            items
        );

    protected override bool Contains(
        ImmutableSortedDictionary<TKey, TValue> collection,
        KeyValuePair<TKey, TValue> item
    ) => collection.ContainsKey(item.Key);
}
