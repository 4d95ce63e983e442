using System.Collections;
using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A set in a manager's server, this library's or CPython's from 3.14 on. CPython: <c>SetProxy</c>. Each member is one
/// call, and atomic. Items are compared as Python compares them.
/// </summary>
/// <remarks>
/// Enumerating it takes one snapshot, in one call. LINQ and the constructors of collections ask a collection for its
/// count first, which is another call: while other processes change it, use a copy, from <see cref="ToHashSet"/>.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class SetProxy<T> : Proxy, ICollection<T>, IReadOnlyCollection<T>
{
    static SetProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal SetProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The number of items.</summary>
    public int Count => Call<int>("__len__");

    bool ICollection<T>.IsReadOnly => false;

    /// <summary>Adds an item, unless the set has it.</summary>
    public void Add(T item) => Call("add", item);

    /// <summary>Adds items, in one call. CPython: <c>update</c>.</summary>
    public void UnionWith(IEnumerable<T> items) => Call("update", new List<T>(items));

    /// <summary>Whether the set has an item.</summary>
    public bool Contains(T item) => Call<bool>("__contains__", item);

    /// <summary>Removes an item; false where the set does not have it.</summary>
    public bool Remove(T item)
    {
        var answer = Ask("remove", item);
        if (answer.Raised("KeyError"))
            return false;

        Finish<object?>(answer);
        return true;
    }

    /// <summary>Removes all items.</summary>
    public void Clear() => Call("clear");

    /// <summary>A copy of the whole set, in one call.</summary>
    public HashSet<T> ToHashSet() => Call<HashSet<T>>("#GETVALUE");

    /// <summary>A copy of the whole set, in one call.</summary>
    public T[] ToArray() => [.. ToHashSet()];

    /// <summary>Copies all items to an array, in one call.</summary>
    public void CopyTo(T[] array, int arrayIndex) => ToHashSet().CopyTo(array, arrayIndex);

    /// <summary>Enumerates a snapshot of the set, which takes one call.</summary>
    public IEnumerator<T> GetEnumerator() => ToHashSet().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
