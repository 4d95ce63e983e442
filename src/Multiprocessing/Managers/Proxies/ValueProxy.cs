using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A replaceable value in a manager's server. CPython: <c>ValueProxy</c>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class ValueProxy<T> : Proxy
{
    static ValueProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal ValueProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>
    /// A copy of the value. Reading and writing are one call each: <c>value.Value++</c> is two, and loses an update
    /// that another process makes between them. Hold a lock for both.
    /// </summary>
    public T Value
    {
        get => Call<T>("get");
        set => Call("set", value);
    }
}
