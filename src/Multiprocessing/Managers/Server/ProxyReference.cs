using System.Globalization;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// A proxy that a client has sent to this server, as CPython pickles it: <c>RebuildProxy(class, token, serializer,
/// keywords)</c>. Where its object is in this server it stands for the object, and keeps it alive. It is pickled again
/// as it came, also where its object is in another server.
/// </summary>
internal sealed class ProxyReference
{
    private static readonly PythonGlobal Rebuild = new("multiprocessing.managers", "RebuildProxy");

    private readonly object?[] arguments;

    private ProxyReference(object?[] arguments) => this.arguments = arguments;

    public Token Token => (Token)arguments[1]!;

    /// <summary>The name of the proxy's class.</summary>
    public string Class => arguments[0] is PythonGlobal global ? global.Name : "Proxy";

    /// <summary>The object, where it is in this server.</summary>
    public ManagedObject? Object { get; private init; }

    /// <summary>
    /// Registers proxies for pickling. <paramref name="find"/> returns the object of a token; null where it is in
    /// another server.
    /// </summary>
    public static void Register(RegisteredTypes types, Func<Token, ManagedObject?> find) =>
        types.AddCall(Rebuild, static (ProxyReference proxy) => proxy.arguments, arguments => Of(arguments, find));

    /// <summary>What Python prints for a proxy in a list.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"<{Class} object, typeid '{Token.TypeId}' at 0x{Token.Id}>");

    private static ProxyReference Of(IReadOnlyList<object?> arguments, Func<Token, ManagedObject?> find) =>
        arguments is [_, Token token, _, _]
            ? new([.. arguments]) { Object = find(token) }
            : throw new UnpicklingException("RebuildProxy takes a class, a token, a serializer and keywords.");
}
