using System.Collections.Concurrent;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A concurrent queue as it was at one moment, first item first.</summary>
internal sealed class ConcurrentQueueFormatter<T>(PickleTypes types) : CollectionFormatter<ConcurrentQueue<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new ConcurrentQueue<T>();

    protected override void Add(ConcurrentQueue<T> collection, T item) => collection.Enqueue(item);
}

/// <summary>A concurrent stack as it was at one moment, lowest item first.</summary>
internal sealed class ConcurrentStackFormatter<T>(PickleTypes types) : CollectionFormatter<ConcurrentStack<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new ConcurrentStack<T>();

    protected override IEnumerable<T> InOrderOfAdding(ConcurrentStack<T> collection)
    {
        var items = collection.ToArray();
        Array.Reverse(items);
        return items;
    }

    protected override void Add(ConcurrentStack<T> collection, T item) => collection.Push(item);
}

/// <summary>
/// A concurrent bag as it was at one moment. A bag gives the item that was added last first, so the order is reversed.
/// </summary>
internal sealed class ConcurrentBagFormatter<T>(PickleTypes types) : CollectionFormatter<ConcurrentBag<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new ConcurrentBag<T>();

    protected override IEnumerable<T> InOrderOfAdding(ConcurrentBag<T> collection)
    {
        var items = collection.ToArray();
        Array.Reverse(items);
        return items;
    }

    protected override void Add(ConcurrentBag<T> collection, T item) => collection.Add(item);
}

/// <summary>A concurrent dictionary as it was at one moment, with its comparer.</summary>
internal sealed class ConcurrentDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : PairsFormatter<ConcurrentDictionary<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new ConcurrentDictionary<TKey, TValue>(Comparers.ReadEquality<TKey>(arguments));

    protected override object ComparerOf(ConcurrentDictionary<TKey, TValue> dictionary) => dictionary.Comparer;

    // Its enumerator may show a change and not the one before it.
    protected override IEnumerable<KeyValuePair<TKey, TValue>> PairsOf(ConcurrentDictionary<TKey, TValue> dictionary) =>
        dictionary.ToArray();
}
