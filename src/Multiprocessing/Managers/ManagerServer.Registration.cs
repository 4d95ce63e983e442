using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing;

public sealed partial class ManagerServer
{
    /// <summary>Lets clients make objects of a class, and call what an interface of it has: its methods and properties,
    /// each under its own name and under a snake_case
    /// one. A property is read by a call of its name, and written by <c>set_name(value)</c>. The class must be
    /// thread-safe: calls of several clients run at once.</summary>
    /// <typeparam name="TContract">The interface, or the class itself.</typeparam>
    /// <typeparam name="TClass">The class, with a public constructor.</typeparam>
    /// <param name="name">The name for clients; the class' name where it is null.</param>
    public ManagerServer Register<TContract, TClass>(string? name = null)
        where TClass : class, TContract =>
        Register(name ?? typeof(TClass).Name, typeof(TClass), typeof(TContract), exposed: null);

    /// <summary>Lets clients make objects of a class, and call its public methods and properties.</summary>
    /// <param name="name">The name for clients.</param>
    /// <param name="type">The class, with a public constructor.</param>
    /// <param name="exposed">The names that clients can call; null for all that have no leading underscore.</param>
    /// <exception cref="ArgumentException">The class is abstract, or has no public constructor, or no member that is to
    /// be exposed.</exception>
    public ManagerServer Register(string name, Type type, IReadOnlyList<string>? exposed = null) =>
        Register(name, type, type, exposed);

    /// <summary>Lets clients get an object that this process makes or has: calling the name in a client gives a proxy
    /// of what <paramref name="provide"/> returns. An
    /// <see cref="System.Collections.IEnumerator"/> is an iterator there.</summary>
    /// <param name="name">The name for clients.</param>
    /// <param name="provide">Called for each request, on the client's thread.</param>
    public ManagerServer Register(string name, Func<object> provide) =>
        Add(
            name,
            new(arguments =>
            {
                new PythonSignature($"{name}()").Bind(arguments);
                return Share(provide());
            })
        );

    internal ManagerServer Register(string name, Type type, Type contract, IReadOnlyList<string>? exposed)
    {
        var constructors = type.GetConstructors();
        if (type.IsAbstract || constructors.Length == 0)
        {
            throw new ArgumentException(
                $"{type} cannot be registered: no object of it can be made by a public constructor.",
                nameof(type)
            );
        }

        var members = new ExposedMembers(contract, exposed);
        objects.Pickles.Allow([
            .. ExposedMembers.TypesOf(contract),
            .. constructors
                .SelectMany(constructor => constructor.GetParameters())
                .Select(parameter => parameter.ParameterType),
        ]);
        return Add(
            name,
            new(arguments =>
            {
                var (constructor, values) = MethodBinding.Choose(constructors, name, arguments);
                return new ApplicationObject(ExposedMembers.Invoke(() => constructor.Invoke(values)), members);
            })
        );
    }

    private ManagerServer Add(string name, RegisteredType type)
    {
        objects.Types[name] = type;
        return this;
    }

    // One object has one id, however often clients ask for it.
    private SharedObject Share(object provided) =>
        provided as SharedObject
        ?? applicationObjects.GetValue(
            provided,
            static target =>
                target is System.Collections.IEnumerator items
                    ? new SharedIterator(Items(items))
                    : new ApplicationObject(target, new ExposedMembers(target.GetType(), exposed: null))
        );

    private static IEnumerator<object?> Items(System.Collections.IEnumerator items)
    {
        while (items.MoveNext())
            yield return items.Current;
    }
}
