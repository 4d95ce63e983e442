using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// Names an object in a server. CPython: <c>multiprocessing.managers.Token</c>, as which it is pickled.
/// </summary>
internal sealed class Token
{
    /// <summary>The type id of the object: <c>list</c>.</summary>
    public string TypeId { get; private set; } = "";

    /// <summary>Where its server listens.</summary>
    public Address? Address { get; private set; }

    /// <summary>Which object of that server it is.</summary>
    public string Id { get; private set; } = "";

    public static Token Of(string typeId, Address address, string id) =>
        new()
        {
            TypeId = typeId,
            Address = address,
            Id = id,
        };

    /// <summary>Registers tokens for pickling.</summary>
    public static void Register(RegisteredTypes types) =>
        types.AddState(
            new("multiprocessing.managers", nameof(Token)),
            static (Token token) => PythonTuple.Of(token.TypeId, ToPython(token.Address), token.Id),
            static () => new(),
            Fill
        );

    /// <summary>An address as Python writes it: a str, or a tuple of host and port.</summary>
    public static object? ToPython(Address? address) =>
        address is null ? null : address.Path ?? (object)PythonTuple.Of(address.Host, address.Port);

    private static void Fill(Token token, object? state)
    {
        if (state is not PythonTuple { Length: 3 } parts || parts[0] is not string type || parts[2] is not string id)
            throw new UnpicklingException("a Token has a type id, an address and an id.");

        (token.TypeId, token.Address, token.Id) = (type, FromPython(parts[1]), id);
    }

    private static Address? FromPython(object? address) =>
        address switch
        {
            string { Length: > 0 } path => Address.Unix(path),
            byte[] { Length: > 0 } name => Address.Unix(System.Text.Encoding.UTF8.GetString(name)),
            PythonTuple { Length: 2 } pair
                when pair[0] is string host && pair[1] is int and >= 0 and <= 65535 and var port => Address.Tcp(
                host,
                port
            ),
            List<object?> { Count: 2 } pair
                when pair[0] is string host && pair[1] is int and >= 0 and <= 65535 and var port => Address.Tcp(
                host,
                port
            ),
            _ => null,
        };
}
