using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling;

namespace Multiprocessing;

/// <summary>
/// A proxy whose methods are called by name: of an object whose class only the server knows. CPython: <c>AutoProxy</c>.
/// </summary>
public sealed class ObjectProxy : Proxy
{
    internal ObjectProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The names of the methods that the server exposes.</summary>
    public IReadOnlyList<string> Methods => Reference.Server.ExposedOf(Reference);

    private RemoteReference Reference => ((IProxy)this).Reference;

    /// <summary>Calls a method.</summary>
    /// <returns>A copy of what the method returned, or a proxy where that is an object of the server.</returns>
    /// <exception cref="RemoteException">The method is not exposed.</exception>
    /// <exception cref="InvalidCastException">The result is not of type <typeparamref name="TResult"/>.</exception>
    public new TResult Call<TResult>(string method, params ReadOnlySpan<object?> arguments)
    {
        ClientTypes.Instance.Allow(typeof(TResult));
        return Finish<TResult>(Ask(method, arguments));
    }

    /// <summary>Calls a method and ignores what it returns.</summary>
    /// <exception cref="RemoteException">The method is not exposed.</exception>
    public new void Call(string method, params ReadOnlySpan<object?> arguments) => base.Call(method, arguments);

    /// <summary>
    /// A proxy of the same object that implements an interface, or one of a standard type, such as a
    /// <see cref="QueueProxy{T}"/>.
    /// </summary>
    /// <typeparam name="TContract">The interface, whose members have the names that the server exposes, or their
    /// snake_case names are exposed there; or the type of the proxy.</typeparam>
    /// <exception cref="ArgumentException"><typeparamref name="TContract"/> is neither.</exception>
    /// <exception cref="InvalidCastException">The object does not have the methods that the proxy calls.</exception>
    public TContract As<TContract>()
        where TContract : class
    {
        if (!typeof(TContract).IsAssignableTo(typeof(Proxy)))
            return InterfaceProxy<TContract>.Make(Reference);

        return (TContract?)ProxyTypes.TryMake(typeof(TContract), Reference)
            ?? throw new InvalidCastException(
                $"The {TypeId} of the manager at {Reference.Server.Address} cannot be used as "
                    + $"{TypeName.DisplayOne(typeof(TContract))}: it has {string.Join(", ", Methods)}."
            );
    }
}
