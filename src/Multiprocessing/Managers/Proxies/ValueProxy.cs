using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A value that lives in a manager and can be replaced. CPython: <c>ValueProxy</c>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class ValueProxy<T> : Proxy
{
    static ValueProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal ValueProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>
    /// The value. Reading and writing are a call each: <c>value.Value++</c> is two, and an update of another process
    /// between them is lost. Hold a lock over both.
    /// </summary>
    public T Value
    {
        get => Call<T>("get");
        set => Call("set", value);
    }
}
