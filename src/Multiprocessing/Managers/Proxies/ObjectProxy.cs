using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A proxy of an object whose class is known to its server only: methods are called by their names. CPython:
/// <c>AutoProxy</c>.
/// </summary>
public sealed class ObjectProxy : Proxy
{
    internal ObjectProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The names of the methods that can be called.</summary>
    public IReadOnlyList<string> Methods => Reference.Server.ExposedOf(Reference);

    private RemoteReference Reference => ((IProxy)this).Reference;

    /// <summary>Calls a method; a copy of what it returned, or a proxy.</summary>
    /// <exception cref="RemoteException">The method is not exposed.</exception>
    public new TResult Call<TResult>(string method, params ReadOnlySpan<object?> arguments)
    {
        ClientTypes.Instance.Allow(typeof(TResult));
        return Finish<TResult>(Ask(method, arguments));
    }

    /// <summary>Calls a method that returns nothing.</summary>
    /// <exception cref="RemoteException">The method is not exposed.</exception>
    public new void Call(string method, params ReadOnlySpan<object?> arguments) => base.Call(method, arguments);

    /// <summary>The same object through an interface.</summary>
    /// <typeparam name="TContract">The interface, whose members have the names that the object's have, or the same in
    /// snake_case there.</typeparam>
    public TContract As<TContract>()
        where TContract : class => InterfaceProxy<TContract>.Make(Reference);
}
