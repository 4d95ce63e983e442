using System.Globalization;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// A proxy on its way, as CPython pickles it: <c>RebuildProxy(class, token, serializer, keywords)</c>. In the server
/// that has its object it stands for that, and
/// keeps it while it is held there; elsewhere, and in another server, it is what it came as. It leaves as it came.
/// </summary>
internal sealed class ProxyReference
{
    private static readonly PythonGlobal Rebuild = new("multiprocessing.managers", "RebuildProxy");

    private readonly object?[] arguments;

    private ProxyReference(object?[] arguments) => this.arguments = arguments;

    public Token Token => (Token)arguments[1]!;

    /// <summary>The name of the proxy's class.</summary>
    public string Class => arguments[0] is PythonGlobal global ? global.Name : "Proxy";

    /// <summary>The object, where it is here.</summary>
    public ManagedObject? Object { get; private init; }

    /// <summary>
    /// Lets proxies cross. What <paramref name="find"/> gives for a token is the object; null where it is elsewhere.
    /// </summary>
    public static void Register(RegisteredTypes types, Func<Token, ManagedObject?> find) =>
        types.AddCall(Rebuild, static (ProxyReference proxy) => proxy.arguments, arguments => Of(arguments, find));

    /// <summary>What Python prints for a proxy in a list.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"<{Class} object, typeid '{Token.TypeId}' at 0x{Token.Id}>");

    private static ProxyReference Of(IReadOnlyList<object?> arguments, Func<Token, ManagedObject?> find) =>
        arguments is [_, Token token, _, _]
            ? new([.. arguments]) { Object = find(token) }
            : throw new UnpicklingException("a proxy is made of its class, token, serializer and keywords.");
}
