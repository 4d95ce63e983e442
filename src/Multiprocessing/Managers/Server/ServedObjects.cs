using System.Collections.Concurrent;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// What a server serves: its registered types and its objects. CPython: the state of <c>managers.Server</c>.
/// </summary>
internal sealed class ServedObjects
{
    private readonly Address address;

    public ServedObjects(Address address)
    {
        this.address = address;
        Token.Register(Pickles);
        ProxyReference.Register(Pickles, FindReferent);
    }

    /// <summary>What may cross: tokens, proxies, and values that Python has too.</summary>
    public RegisteredTypes Pickles { get; } = new();

    public ConcurrentDictionary<string, RegisteredType> Types { get; } = new(StandardTypes.All());

    public ObjectTable Table { get; } = new();

    /// <summary>Makes an object; the holder has the first reference.</summary>
    /// <exception cref="PythonError">No such type is registered, or its arguments are not what it takes.</exception>
    public ManagedObject Create(string typeId, CallArguments arguments, ReferenceOwner? holder)
    {
        if (!Types.TryGetValue(typeId, out var type))
            throw PythonError.Key(typeId);

        var made = type.Make(arguments);
        return Share(made, type.Exposed, holder);
    }

    public ManagedObject Share(SharedObject made, IReadOnlyList<string>? exposed, ReferenceOwner? holder) =>
        Table.Add(made, exposed ?? made.Exposed, holder);

    /// <summary>The token of an object here.</summary>
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
                    var text = managedObject.Object.Str();
                    return $"  {managedObject.Id}:       refcount={managedObject.Count}\n    {text[..Math.Min(75, text.Length)]}";
                })
        );

    // One server has many addresses over TCP: localhost and 127.0.0.1, and all of its machine's. Ids are not to be
    // guessed, so the port is enough.
    private ManagedObject? FindReferent(Token token)
    {
        var isHere = address.IsUnix
            ? token.Address == address
            : token.Address is { IsUnix: false } other && other.Port == address.Port;
        return isHere
            ? Table.Nest(token.Id)
                ?? (
                    token.Address == address
                        ? throw new UnpicklingException($"the object {token.Id} of a proxy is gone.")
                        : null
                )
            : null;
    }
}
