using System.Collections.Concurrent;
using Multiprocessing.Managers.Client;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling;

namespace Multiprocessing;

// Classes of the application.
public sealed partial class Manager
{
    private readonly ConcurrentDictionary<Type, string> names = [];

    /// <summary>
    /// Registers a class in the server that this manager started: every client can then create objects of it and call
    /// the members of its interface. Python clients can use the members' snake_case names, too. CPython:
    /// <c>BaseManager.register(typeid, callable)</c>.
    /// </summary>
    /// <typeparam name="TContract">The interface through which the objects are used.</typeparam>
    /// <typeparam name="TClass">The class, with a public constructor. It must be thread-safe: the server runs the calls
    /// of several clients at the same time.</typeparam>
    /// <param name="name">The type id that clients use; defaults to the name of the class.</param>
    /// <returns>This manager.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="TContract"/> is not an interface or has an event, or
    /// <typeparamref name="TClass"/> is abstract or has no public constructor.</exception>
    /// <exception cref="InvalidOperationException">This manager did not start the server, or this process is a fork of
    /// the one that did. Use <see cref="Register{TContract}(string)"/> for a class that the server has
    /// registered.</exception>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public Manager Register<TContract, TClass>(string? name = null)
        where TContract : class
        where TClass : class, TContract
    {
        if (process is null)
        {
            throw new InvalidOperationException(
                $"This manager did not start the server at {Address}, which registers its own classes: use "
                    + $"Register<{TypeName.DisplayOne(typeof(TContract))}>(name) for one of them."
            );
        }

        name ??= typeof(TClass).Name;
        Register<TContract>(name);
        process.Register(name, typeof(TContract), typeof(TClass));
        return this;
    }

    /// <summary>
    /// Tells this manager under which type id the server creates the objects that are used through an interface.
    /// CPython: <c>BaseManager.register(typeid)</c>.
    /// </summary>
    /// <typeparam name="TContract">The interface. Its members have the names that the server exposes, or their
    /// snake_case names are exposed there.</typeparam>
    /// <param name="name">The type id that the server has registered.</param>
    /// <returns>This manager.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="TContract"/> is not an interface, or has an
    /// event.</exception>
    public Manager Register<TContract>(string name)
        where TContract : class
    {
        if (!typeof(TContract).IsInterface)
        {
            throw new ArgumentException(
                $"{typeof(TContract)} is not an interface: a registered class is used through one."
            );
        }

        ExposedMembers.RefuseEvents(typeof(TContract));
        names[typeof(TContract)] = name;
        return this;
    }

    /// <summary>Creates an object of a registered class in the server.</summary>
    /// <typeparam name="TContract">The interface by which it was registered.</typeparam>
    /// <param name="arguments">The arguments of the constructor.</param>
    /// <returns>A proxy. It is also an <see cref="IDisposable"/>: disposing of it releases the object.</returns>
    /// <exception cref="InvalidOperationException">No class is registered for the interface.</exception>
    /// <exception cref="RemoteException">The constructor does not take the arguments, or it failed.</exception>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public TContract Create<TContract>(params ReadOnlySpan<object?> arguments)
        where TContract : class =>
        names.TryGetValue(typeof(TContract), out var name)
            ? InterfaceProxy<TContract>.Make(Server.Create(name, arguments))
            : throw new InvalidOperationException(
                $"No class is registered for {TypeName.DisplayOne(typeof(TContract))}: call Register first."
            );

    /// <summary>Creates an object of any type that the server has registered.</summary>
    /// <param name="typeId">The type id: <c>list</c>.</param>
    /// <param name="arguments">The arguments of its constructor.</param>
    /// <returns>A proxy whose methods are called by name.</returns>
    /// <exception cref="RemoteException">The server has no such type, or the type does not take the
    /// arguments.</exception>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public ObjectProxy Create(string typeId, params ReadOnlySpan<object?> arguments) =>
        new(Server.Create(typeId, arguments));
}
