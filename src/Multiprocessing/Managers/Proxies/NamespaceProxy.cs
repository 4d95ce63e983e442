using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>An object with attributes in a manager's server. CPython: <c>NamespaceProxy</c>.</summary>
public sealed class NamespaceProxy : Proxy
{
    internal NamespaceProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>A copy of an attribute's value.</summary>
    /// <exception cref="MissingMemberException">The object does not have the attribute.</exception>
    public T Get<T>(string name)
    {
        ClientTypes.Instance.Allow(typeof(T));
        return Call<T>("__getattribute__", name);
    }

    /// <summary>Sets an attribute, whether the object has it or not.</summary>
    public void Set<T>(string name, T value) => Call("__setattr__", name, value);

    /// <summary>Removes an attribute.</summary>
    /// <exception cref="MissingMemberException">The object does not have the attribute.</exception>
    public void Remove(string name) => Call("__delattr__", name);
}
