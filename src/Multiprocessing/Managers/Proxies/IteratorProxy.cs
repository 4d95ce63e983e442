using System.Collections;
using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// An iterator that lives in a manager: each item is taken by one process only. CPython: <c>IteratorProxy</c>.
/// </summary>
/// <remarks>
/// It comes from a method that returns an iterator, where it is declared:
/// <c>proxy.Call&lt;IteratorProxy&lt;string&gt;&gt;("__iter__")</c>, or as what an interface's method returns.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class IteratorProxy<T> : Proxy, IEnumerator<T>
{
    private T? current;

    static IteratorProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal IteratorProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The item that this proxy took last.</summary>
    public T Current => current!;

    object? IEnumerator.Current => current;

    /// <summary>Takes the next item; false where there is none left.</summary>
    public bool MoveNext()
    {
        var answer = Ask("__next__");
        if (answer.Raised("StopIteration"))
            return false;

        current = Finish<T>(answer);
        return true;
    }

    void IEnumerator.Reset() =>
        throw new NotSupportedException("Other processes may have taken items: an iterator does not begin again.");
}
