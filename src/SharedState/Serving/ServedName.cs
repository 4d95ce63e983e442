using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Managers.Server;

namespace SharedState.Serving;

/// <summary>
/// An object that all clients share, by a name: <c>NAME=KIND</c>, or <c>NAME=KIND:ARGUMENT</c> for some kinds.
/// </summary>
internal sealed partial record ServedName(string Name, Action<ManagerServer, string> Share)
{
    public static IEnumerable<string> Kinds => ServedKind.All.Select(kind => kind.Form);

    /// <exception cref="BadArgumentsException">
    /// One has another form, an unknown kind, a wrong argument, or a name that is taken.
    /// </exception>
    public static IReadOnlyList<ServedName> Parse(IReadOnlyList<string> texts, HashSet<string> taken) =>
        [.. texts.Select(text => Parse(text, taken))];

    public void ShareAt(ManagerServer server) => Share(server, Name);

    private static ServedName Parse(string text, HashSet<string> taken)
    {
        if (Form.Match(text) is not { Success: true } parts)
            throw Refuse(text, "is not NAME=KIND with a valid Python name.");

        var (name, argument) = (parts.Groups["name"].Value, parts.Groups["argument"]);
        var kind =
            ServedKind.All.FirstOrDefault(kind => kind.Name == parts.Groups["kind"].Value)
            ?? throw Refuse(text, $"has an unknown kind. Use one of {string.Join(", ", Kinds)}.");
        var share =
            kind.Make(argument.Success ? argument.Value : null)
            ?? throw Refuse(
                text,
                kind.Rule == ""
                    ? $"has an argument, but a {kind.Name} takes none. Use {name}={kind.Name}."
                    : $"is not of the form {name}={kind.Form}, where {kind.Rule}."
            );
        if (StandardTypes.All().ContainsKey(name))
            throw Refuse(text, $"has the name of a type that every server has. Use a name other than {name}.");
        return taken.Add(name)
            ? new(name, share)
            : throw Refuse(text, $"has the name of another --share. Use a name other than {name}.");
    }

    private static BadArgumentsException Refuse(string text, string why) => new($"--share {text} {why}");

    [GeneratedRegex(@"^(?<name>[_\p{L}][_\p{L}\p{Nd}]*)=(?<kind>[^:]*)(:(?<argument>.*))?$")]
    private static partial Regex Form { get; }
}
