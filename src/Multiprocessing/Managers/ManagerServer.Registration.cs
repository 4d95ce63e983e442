using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing;

public sealed partial class ManagerServer
{
    /// <summary>
    /// Registers a class: clients can create objects of it and call the methods and properties of an interface, each
    /// under its own name and under its snake_case name. A property is read by a call of its name, and written by
    /// <c>set_name(value)</c>. CPython: <c>BaseManager.register(typeid, callable)</c>.
    /// </summary>
    /// <remarks>
    /// <para>A member that returns an object of a registered class, or a proxy of an object of this server, gives
    /// clients a proxy of it, as CPython's <c>method_to_typeid</c> does; CPython's client must have registered that
    /// name, too. An <see cref="IEnumerator{T}"/> or an <see cref="IAsyncEnumerable{T}"/> gives an iterator, whose
    /// items the client asks for one by one; an <see cref="IEnumerable{T}"/> is read to its end and gives the items. A
    /// task is awaited in the server.</para>
    /// <para>CPython cannot be sent other objects of the application's classes: return a dictionary, a tuple or an
    /// object of a registered class.</para>
    /// </remarks>
    /// <typeparam name="TContract">The interface, or the class itself.</typeparam>
    /// <typeparam name="TClass">The class, with a public constructor. It must be thread-safe: the server runs the calls
    /// of several clients at the same time.</typeparam>
    /// <param name="name">The type id that clients use; defaults to the name of the class.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentException">The class is abstract, or has no public constructor; the contract has an
    /// event; or an object is shared under the name.</exception>
    public ManagerServer Register<TContract, TClass>(string? name = null)
        where TClass : class, TContract =>
        Register(name ?? typeof(TClass).Name, typeof(TClass), typeof(TContract), exposed: null);

    /// <summary>
    /// Registers a class: clients can create objects of it and call its public methods and properties. CPython:
    /// <c>BaseManager.register(typeid, callable, exposed=...)</c>.
    /// </summary>
    /// <param name="name">The type id that clients use.</param>
    /// <param name="type">The class, with a public constructor.</param>
    /// <param name="exposed">The names that clients can call; defaults to all that do not begin with an underscore,
    /// without what overrides <see cref="object"/>'s members, disposes, or was made by the compiler for a
    /// record.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentException">The class is abstract, has no public constructor, has no member of an
    /// exposed name, or has an event and no exposed names; or an object is shared under the name.</exception>
    public ManagerServer Register(string name, Type type, IReadOnlyList<string>? exposed = null) =>
        Register(name, type, type, exposed);

    /// <summary>
    /// Registers a function that returns an object of this process, new or existing: a client that calls the name gets
    /// a proxy of the object. An <see cref="System.Collections.IEnumerator"/> becomes an iterator, and a proxy of an
    /// object of this server stands for that object. CPython: <c>BaseManager.register(typeid, callable)</c>.
    /// </summary>
    /// <param name="name">The type id that clients use.</param>
    /// <param name="provide">Is called for each request, on the thread of the client's connection.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentException">An object is shared under the name.</exception>
    public ManagerServer Register(string name, Func<object> provide) =>
        Add(
            name,
            new(arguments =>
            {
                new PythonSignature($"{name}()").Bind(arguments);
                return objects.Application.Share(provide(), name);
            })
        );

    internal ManagerServer Register(string name, Type type, Type contract, IReadOnlyList<string>? exposed)
    {
        var constructors = type.GetConstructors();
        if (type.IsAbstract || constructors.Length == 0)
        {
            throw new ArgumentException(
                $"{type} cannot be registered: it is abstract, or has no public constructor.",
                nameof(type)
            );
        }

        if (exposed is null)
            ExposedMembers.RefuseEvents(contract);
        var members = new ExposedMembers(contract, exposed);
        objects.Pickles.Allow([
            .. ExposedMembers.TypesOf(contract),
            .. constructors
                .SelectMany(constructor => constructor.GetParameters())
                .Select(parameter => parameter.ParameterType),
        ]);
        Add(
            name,
            new(arguments =>
            {
                var (constructor, values) = MethodBinding.Choose(constructors, name, arguments);
                return objects.Application.Share(
                    ExposedMembers.Invoke(() => constructor.Invoke(values)),
                    name,
                    members
                );
            })
        );
        objects.Application.Register(type, name, members);
        return this;
    }

    private ManagerServer Add(string name, RegisteredType type)
    {
        lock (namingLock)
        {
            if (objects.Types.TryGetValue(name, out var taken) && taken.Kind is not null)
                throw Taken(name, taken);

            objects.Types[name] = type;
            return this;
        }
    }
}
