using System.Collections.Concurrent;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling;

namespace Multiprocessing;

// Classes of the application.
public sealed partial class Manager
{
    private readonly ConcurrentDictionary<Type, string> names = [];

    /// <summary>
    /// Lets all clients of the server that this manager started make objects of a class, and call what its interface
    /// has. In Python: under the name, methods and properties also in snake_case.
    /// </summary>
    /// <typeparam name="TContract">The interface.</typeparam>
    /// <typeparam name="TClass">The class, with a public constructor. It must be thread-safe: calls of several clients
    /// run at once.</typeparam>
    /// <param name="name">The name for clients; the class' name where it is null.</param>
    /// <exception cref="ArgumentException">The contract is no interface, or the class cannot be made.</exception>
    /// <exception cref="InvalidOperationException">The server is elsewhere: it registers its classes itself. Say
    /// <see cref="Register{TContract}(string)"/> for what it has.</exception>
    public Manager Register<TContract, TClass>(string? name = null)
        where TContract : class
        where TClass : class, TContract
    {
        if (process is null)
        {
            throw new InvalidOperationException(
                $"The server at {Address} is elsewhere, and registers its classes itself: name the one that it has by Register<{TypeName.DisplayOne(typeof(TContract))}>(name)."
            );
        }

        name ??= typeof(TClass).Name;
        Register<TContract>(name);
        process.Register(name, typeof(TContract), typeof(TClass));
        return this;
    }

    /// <summary>Says by which name the server makes the objects that an interface describes.</summary>
    /// <typeparam name="TContract">The interface; its members have the names that the server's class has, or the same
    /// in snake_case there.</typeparam>
    /// <exception cref="ArgumentException">The contract is no interface.</exception>
    public Manager Register<TContract>(string name)
        where TContract : class
    {
        if (!typeof(TContract).IsInterface)
        {
            throw new ArgumentException(
                $"{typeof(TContract)} is no interface: a registered class is used through one."
            );
        }

        names[typeof(TContract)] = name;
        return this;
    }

    /// <summary>Has the server make an object of a registered class.</summary>
    /// <typeparam name="TContract">The interface by which it was registered. The result also is an
    /// <see cref="IDisposable"/>, which tells the server when it is no longer used.</typeparam>
    /// <param name="arguments">What its constructor gets.</param>
    /// <exception cref="InvalidOperationException">Nothing was registered for the interface.</exception>
    /// <exception cref="RemoteException">The constructor does not take the arguments, or failed.</exception>
    public TContract Create<TContract>(params ReadOnlySpan<object?> arguments)
        where TContract : class =>
        names.TryGetValue(typeof(TContract), out var name)
            ? InterfaceProxy<TContract>.Make(Server.Create(name, arguments))
            : throw new InvalidOperationException(
                $"No class is registered for {TypeName.DisplayOne(typeof(TContract))}: say Register first."
            );

    /// <summary>Has the server make an object of a type that it has under a name.</summary>
    /// <exception cref="RemoteException">It has no such type, or the arguments are not what it takes.</exception>
    public ObjectProxy Create(string typeId, params ReadOnlySpan<object?> arguments) =>
        new(Server.Create(typeId, arguments));
}
