using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>An object with attributes that lives in a manager. CPython: <c>NamespaceProxy</c>.</summary>
public sealed class NamespaceProxy : Proxy
{
    internal NamespaceProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>A copy of an attribute's value.</summary>
    /// <exception cref="MissingMemberException">There is no such attribute.</exception>
    public T Get<T>(string name)
    {
        ClientTypes.Instance.Allow(typeof(T));
        return Call<T>("__getattribute__", name);
    }

    /// <summary>Sets an attribute, which need not be there.</summary>
    public void Set<T>(string name, T value) => Call("__setattr__", name, value);

    /// <summary>Removes an attribute.</summary>
    /// <exception cref="MissingMemberException">There is no such attribute.</exception>
    public void Remove(string name) => Call("__delattr__", name);
}
