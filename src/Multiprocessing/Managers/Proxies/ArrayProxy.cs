using System.Collections;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing;

/// <summary>
/// An array of numbers, of fixed length, in a manager's server. CPython: <c>ArrayProxy</c> of an <c>array.array</c>.
/// </summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
public sealed class ArrayProxy<T> : Proxy, IReadOnlyList<T>
    where T : unmanaged
{
    internal ArrayProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The length of the array.</summary>
    public int Count => Call<int>("__len__");

    /// <summary>The number at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the array.</exception>
    /// <exception cref="OverflowException">The array, made with another type, cannot hold the number.</exception>
    public T this[int index]
    {
        get => Call<T>("__getitem__", FromStart(index));
        set => Call("__setitem__", FromStart(index), value);
    }

    /// <summary>A copy of the whole array, in one call.</summary>
    public T[] ToArray() => Call<T[]>("__getitem__", new Slice(null, null, null));

    /// <summary>Enumerates a snapshot of the array, which takes one call.</summary>
    public IEnumerator<T> GetEnumerator() => ToArray().AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
