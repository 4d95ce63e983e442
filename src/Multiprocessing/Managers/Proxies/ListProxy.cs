using System.Collections;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing;

/// <summary>
/// A list that lives in a manager. CPython: <c>ListProxy</c>. Each member is one call, and atomic; items are compared
/// as Python compares them.
/// </summary>
/// <remarks>Enumerating it takes one snapshot, in one call. But LINQ, and the constructors of collections, ask a
/// collection for its count first: while other processes
/// change it, compute with a copy, from <see cref="ToList"/>.</remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class ListProxy<T> : Proxy, IList<T>, IReadOnlyList<T>
{
    static ListProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal ListProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>How many items the list has.</summary>
    public int Count => Call<int>("__len__");

    bool ICollection<T>.IsReadOnly => false;

    /// <summary>An item, or rather a copy of it: writing to that does not change the list.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public T this[int index]
    {
        get => Call<T>("__getitem__", FromStart(index));
        set => Call("__setitem__", FromStart(index), value);
    }

    /// <summary>An item by an index that may count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public T this[Index index]
    {
        get => Call<T>("__getitem__", Signed(index));
        set => Call("__setitem__", Signed(index), value);
    }

    /// <summary>A copy of a part of the list, in one call. What is beyond its end is left out, as in Python.</summary>
    public List<T> this[Range range] => Call<List<T>>("__getitem__", SliceOf(range));

    /// <summary>Adds an item at the end. CPython: <c>append</c>.</summary>
    public void Add(T item) => Call("append", item);

    /// <summary>Adds items at the end, in one call. CPython: <c>extend</c>.</summary>
    public void AddRange(IEnumerable<T> items) => Call("extend", items as List<T> ?? [.. items]);

    /// <summary>Inserts an item before another; at the end where the index is the count or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public void Insert(int index, T item) => Call("insert", FromStart(index), item);

    /// <summary>Removes an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public void RemoveAt(int index) => Call("__delitem__", FromStart(index));

    /// <summary>Removes a part of the list, in one call.</summary>
    public void RemoveRange(Range range) => Call("__delitem__", SliceOf(range));

    /// <summary>Removes the first item that is equal; false where there is none.</summary>
    public bool Remove(T item) => Found(Ask("remove", item));

    /// <summary>
    /// Removes an item and returns it, the last one if not said. An index below zero counts from the end, as in Python.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public T Pop(int index = -1) => Call<T>("pop", index);

    /// <summary>Removes all items.</summary>
    public void Clear() => Call("__delitem__", SliceOf(..));

    /// <summary>Whether an item is equal.</summary>
    public bool Contains(T item) => Call<bool>("__contains__", item);

    /// <summary>The index of the first item that is equal; -1 where there is none.</summary>
    public int IndexOf(T item)
    {
        var answer = Ask("index", item);
        return Found(answer) ? Finish<int>(answer) : -1;
    }

    /// <summary>Sorts the items as Python does.</summary>
    public void Sort(bool descending = false) => CallNamed("sort", new() { ["reverse"] = descending });

    /// <summary>Reverses the order of the items.</summary>
    public void Reverse() => Call("reverse");

    /// <summary>A copy of the whole list, in one call.</summary>
    public List<T> ToList() => Call<List<T>>("#GETVALUE");

    /// <summary>A copy of the whole list, in one call.</summary>
    public T[] ToArray() => [.. ToList()];

    /// <summary>Copies all items, of one moment.</summary>
    public void CopyTo(T[] array, int arrayIndex) => ToList().CopyTo(array, arrayIndex);

    /// <summary>The items of one moment, in one call.</summary>
    public IEnumerator<T> GetEnumerator() => ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Found(Answer answer)
    {
        if (answer.Raised("ValueError"))
            return false;

        Finish<object?>(answer);
        return true;
    }

    private static int Signed(Index index) =>
        !index.IsFromEnd ? index.Value
        : index.Value > 0 ? -index.Value
        : int.MaxValue;

    private static Slice SliceOf(Range range) =>
        new(Signed(range.Start), range.End.Equals(Index.End) ? null : Signed(range.End), null);
}
