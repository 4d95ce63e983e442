using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// Messages of clients to a server, to be mutated. None makes a client wait, and none ends the server.
/// </summary>
internal static class Requests
{
    /// <summary>The types that a client and a server send each other.</summary>
    public static RegisteredTypes Types { get; } = Register();

    public static byte[][] Of(string list, string dictionary, string address)
    {
        var token = Token.Of("list", Address.Parse(address), list);
        var proxy = new PythonObject(
            new PythonGlobal("multiprocessing.managers", "RebuildProxy"),
            Opcode.Reduce,
            PythonTuple.Of(new PythonGlobal("multiprocessing.managers", "ListProxy"), token, "pickle", None)
        );
        var items = new Dictionary<object, object?>
        {
            [PythonTuple.Of(1, "k")] = new List<object?> { 1.5, null, true, (double[])[1.5] },
            [DBNull.Value] = "v"u8.ToArray(),
        };
        PythonTuple[] requests =
        [
            PythonTuple.Of(list, "append", PythonTuple.Of("text"), None),
            PythonTuple.Of(list, "pop", PythonTuple.Empty, None),
            PythonTuple.Of(list, "__getitem__", PythonTuple.Of(new Slice(0, 5, 2)), None),
            PythonTuple.Of(list, "append", PythonTuple.Of(proxy), None),
            PythonTuple.Of(list, "clear", PythonTuple.Empty, None),
            PythonTuple.Of(dictionary, "update", PythonTuple.Of(items), new Dictionary<object, object?> { ["x"] = 5 }),
            PythonTuple.Of(dictionary, "#GETVALUE", PythonTuple.Empty, None),
            PythonTuple.Of(null, "create", PythonTuple.Of("Queue", 5), None),
            PythonTuple.Of(null, "get_methods", PythonTuple.Of(token), None),
        ];
        return [.. requests.Select(request => new Pickler(Types).Dump(request).ToArray())];
    }

    private static Dictionary<object, object?> None => [];

    private static RegisteredTypes Register()
    {
        var types = new RegisteredTypes();
        Token.Register(types);
        return types;
    }
}
