using System.Collections;
using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// An iterator in a manager's server: each item goes to one process only. CPython: <c>IteratorProxy</c>.
/// </summary>
/// <remarks>
/// A method that returns an iterator gives one where it is declared:
/// <c>proxy.Call&lt;IteratorProxy&lt;string&gt;&gt;("__iter__")</c>, or as the return type of an interface's method.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class IteratorProxy<T> : Proxy, IEnumerator<T>
{
    private T? current;

    static IteratorProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal IteratorProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The item that this proxy took last; <c>default</c> before the first.</summary>
    public T Current => current!;

    object? IEnumerator.Current => current;

    /// <summary>Takes the next item; false where none is left. CPython: <c>__next__</c>.</summary>
    public bool MoveNext()
    {
        var answer = Ask("__next__");
        if (answer.Raised("StopIteration"))
            return false;

        current = Finish<T>(answer);
        return true;
    }

    void IEnumerator.Reset() =>
        throw new NotSupportedException(
            "A shared iterator cannot be reset: other processes may have taken items. Ask for a new one."
        );
}
