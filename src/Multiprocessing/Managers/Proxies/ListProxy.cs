using System.Collections;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing;

/// <summary>
/// A list in a manager's server. CPython: <c>ListProxy</c>. Each member is one call, and atomic. Items are compared as
/// Python compares them.
/// </summary>
/// <remarks>
/// Enumerating it takes one snapshot, in one call. LINQ and the constructors of collections ask a collection for its
/// count first, which is another call: while other processes change it, use a copy, from <see cref="ToList"/>.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class ListProxy<T> : Proxy, IList<T>, IReadOnlyList<T>
{
    static ListProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal ListProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The number of items.</summary>
    public int Count => Call<int>("__len__");

    bool ICollection<T>.IsReadOnly => false;

    /// <summary>A copy of an item: changes of the copy do not change the list.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the list.</exception>
    public T this[int index]
    {
        get => Call<T>("__getitem__", FromStart(index));
        set => Call("__setitem__", FromStart(index), value);
    }

    /// <summary>An item at an index that can count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the list.</exception>
    public T this[Index index]
    {
        get => Call<T>("__getitem__", Signed(index));
        set => Call("__setitem__", Signed(index), value);
    }

    /// <summary>
    /// A copy of a part of the list, in one call. As in Python, a part beyond the list's end is empty.
    /// </summary>
    public List<T> this[Range range] => Call<List<T>>("__getitem__", SliceOf(range));

    /// <summary>Adds an item at the end. CPython: <c>append</c>.</summary>
    public void Add(T item) => Call("append", item);

    /// <summary>Adds items at the end, in one call. CPython: <c>extend</c>.</summary>
    public void AddRange(IEnumerable<T> items) => Call("extend", items as List<T> ?? [.. items]);

    /// <summary>Inserts an item at an index; at the end where the index is <see cref="Count"/> or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public void Insert(int index, T item) => Call("insert", FromStart(index), item);

    /// <summary>Removes the item at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the list.</exception>
    public void RemoveAt(int index) => Call("__delitem__", FromStart(index));

    /// <summary>Removes a part of the list, in one call.</summary>
    public void RemoveRange(Range range) => Call("__delitem__", SliceOf(range));

    /// <summary>Removes the first item that is equal; false where none is.</summary>
    public bool Remove(T item) => Found(Ask("remove", item));

    /// <summary>Removes an item and returns it. CPython: <c>pop</c>.</summary>
    /// <param name="index">Its index; as in Python, a negative one counts from the end. Defaults to the last
    /// item.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the list.</exception>
    public T Pop(int index = -1) => Call<T>("pop", index);

    /// <summary>Removes all items.</summary>
    public void Clear() => Call("__delitem__", SliceOf(..));

    /// <summary>Whether an item of the list is equal.</summary>
    public bool Contains(T item) => Call<bool>("__contains__", item);

    /// <summary>The index of the first item that is equal; -1 where none is.</summary>
    public int IndexOf(T item)
    {
        var answer = Ask("index", item);
        return Found(answer) ? Finish<int>(answer) : -1;
    }

    /// <summary>Sorts the items by Python's order. The sort is stable.</summary>
    /// <exception cref="InvalidCastException">Two items have no order in Python.</exception>
    public void Sort(bool descending = false) => CallNamed("sort", new() { ["reverse"] = descending });

    /// <summary>Reverses the order of the items.</summary>
    public void Reverse() => Call("reverse");

    /// <summary>A copy of the whole list, in one call.</summary>
    public List<T> ToList() => Call<List<T>>("#GETVALUE");

    /// <summary>A copy of the whole list, in one call.</summary>
    public T[] ToArray() => [.. ToList()];

    /// <summary>Copies all items to an array, in one call.</summary>
    public void CopyTo(T[] array, int arrayIndex) => ToList().CopyTo(array, arrayIndex);

    /// <summary>Enumerates a snapshot of the list, which takes one call.</summary>
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
