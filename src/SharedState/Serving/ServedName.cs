using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Managers.Server;

namespace SharedState.Serving;

/// <summary>An object that all clients share, by a name: <c>NAME=KIND</c>.</summary>
internal sealed partial record ServedName(string Name, string Kind)
{
    private static readonly Dictionary<string, Action<ManagerServer, string>> Makers = new()
    {
        ["list"] = static (server, name) => server.List<object?>(name),
        ["dict"] = static (server, name) => server.Dictionary<object, object?>(name),
        ["set"] = static (server, name) => server.Set<object?>(name),
        ["namespace"] = static (server, name) => server.Namespace(name),
        ["queue"] = static (server, name) => server.Queue<object?>(name),
        ["event"] = static (server, name) => server.Event(name),
        ["lock"] = static (server, name) => server.Lock(name),
        ["rlock"] = static (server, name) => server.RLock(name),
        ["semaphore"] = static (server, name) => server.Semaphore(name),
        ["condition"] = static (server, name) => server.Condition(name),
    };

    public static IEnumerable<string> Kinds => Makers.Keys;

    /// <exception cref="BadArgumentsException">
    /// One has another form, an unknown kind, or a name that is taken.
    /// </exception>
    public static IReadOnlyList<ServedName> Parse(IReadOnlyList<string> texts, HashSet<string> taken) =>
        [.. texts.Select(text => Parse(text, taken))];

    public void ShareAt(ManagerServer server) => Makers[Kind](server, Name);

    private static ServedName Parse(string text, HashSet<string> taken)
    {
        if (Form.Match(text) is not { Success: true } parts)
            throw Refuse(text, "is not NAME=KIND with a valid Python name.");

        var (name, kind) = (parts.Groups["name"].Value, parts.Groups["kind"].Value);
        if (!Makers.ContainsKey(kind))
            throw Refuse(text, $"has an unknown kind. Use one of {string.Join(", ", Kinds)}.");
        if (StandardTypes.All().ContainsKey(name))
            throw Refuse(text, $"has the name of a type that every server has. Use a name other than {name}.");
        return taken.Add(name)
            ? new(name, kind)
            : throw Refuse(text, $"has the name of another --share. Use a name other than {name}.");
    }

    private static BadArgumentsException Refuse(string text, string why) => new($"--share {text} {why}");

    [GeneratedRegex(@"^(?<name>[_\p{L}][_\p{L}\p{Nd}]*)=(?<kind>.*)$")]
    private static partial Regex Form { get; }
}
