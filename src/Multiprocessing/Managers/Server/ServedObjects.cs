using System.Collections.Concurrent;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// The registered types and the objects of a server. CPython: the state of <c>managers.Server</c>.
/// </summary>
internal sealed class ServedObjects
{
    private static readonly Dictionary<string, RegisteredType> Standard = StandardTypes.All();

    private readonly Address address;

    public ServedObjects(Address address)
    {
        this.address = address;
        Token.Register(Pickles);
        ProxyReference.Register(Pickles, FindObject);
        Token.Register(PythonPickles);
        ProxyReference.Register(PythonPickles, FindObject);
        Application = new(this);
    }

    /// <summary>The types that clients can send: tokens, proxies, and those that Python has too.</summary>
    public RegisteredTypes Pickles { get; } = new();

    /// <summary>What a client of CPython can be sent: no classes of the application, which it does not have.</summary>
    public RegisteredTypes PythonPickles { get; } = new() { IsForPython = true };

    public ApplicationObjects Application { get; }

    public ConcurrentDictionary<string, RegisteredType> Types { get; } = new(Standard);

    public ObjectTable Table { get; } = new();

    /// <summary>Creates an object, and a first reference for its owner.</summary>
    /// <exception cref="PythonError">The type is not registered, or does not take the arguments.</exception>
    public ManagedObject Create(string typeId, CallArguments arguments, ReferenceOwner? owner)
    {
        if (!Types.TryGetValue(typeId, out var type))
            throw PythonError.Key(typeId);

        return Share(type.Make(arguments), owner);
    }

    public ManagedObject Share(ServedObject made, ReferenceOwner? owner) => Table.Add(made, made.Exposed, owner);

    /// <summary>
    /// The names under which something was registered, each with the type id of the one object that it stands for,
    /// where that is known.
    /// </summary>
    public Dictionary<object, object?> Names() =>
        Types
            .Where(static type => !Standard.ContainsKey(type.Key))
            .ToDictionary(static object (type) => type.Key, static object? (type) => type.Value.Kind);

    /// <summary>The token of an object of this server.</summary>
    public Token TokenOf(string typeId, ManagedObject managedObject) => Token.Of(typeId, address, managedObject.Id);

    /// <summary>
    /// CPython's <c>debug_info</c>: each object, how many references it has, and the beginning of its text.
    /// </summary>
    public string Describe() =>
        string.Join(
            '\n',
            Table
                .All()
                .Select(static managedObject =>
                {
                    var text = TextOf(managedObject);
                    return $"  {managedObject.Id}:       refcount={managedObject.Count}\n"
                        + $"    {text[..Math.Min(75, text.Length)]}";
                })
        );

    // One object without a text must not take away that of all others.
    private static string TextOf(ManagedObject managedObject)
    {
        RequestWork.Begin();
        try
        {
            return managedObject.Object.Str();
        }
        catch (PythonError failure)
        {
            return $"<{failure.Type.Name}: {failure.Message}>";
        }
    }

    /// <summary>Whether an address can be this server's.</summary>
    // Over TCP a server has many addresses: localhost, 127.0.0.1, and those of its machine. Ids are random, so the port
    // is enough to compare.
    public bool IsHere(Address? other) =>
        address.IsUnix ? other == address : other is { IsUnix: false } && other.Port == address.Port;

    private ManagedObject? FindObject(Token token) =>
        IsHere(token.Address)
            ? Table.TrackProxy(token.Id)
                ?? (
                    token.Address == address
                        ? throw new UnpicklingException($"the object {token.Id} of a proxy no longer exists.")
                        : null
                )
            : null;
}
