using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Client;

// The objects that a server shares by name.
internal sealed partial class RemoteServer
{
    /// <summary>The object that the server shares under a name.</summary>
    /// <param name="name">The name that the server has registered.</param>
    /// <param name="kind">The standard type that the object must be of: <c>Queue</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="KeyNotFoundException">The server shares nothing under the name.</exception>
    /// <exception cref="InvalidCastException">What it shares is not of that type.</exception>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public RemoteReference Named(string name, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var known = HasDotNetExtension ? SharedNames() : null;
        string? there = null;
        if (known?.TryGetValue(name, out there) is false)
            throw Unknown(name, known);
        if (there is not null && !ProxyTypes.IsUsableAs(there, kind))
        {
            throw new InvalidCastException($"'{name}' of the manager at {Address} is of type {there}, not {kind}.");
        }

        var (id, exposed) = Provide(name, known);
        if (there is null && ProxyTypes.MissingOf(kind, exposed) is { Count: > 0 } missing)
        {
            Ask("decref", [id]).Value<object?>();
            throw new InvalidCastException(
                $"'{name}' of the manager at {Address} is not of type {kind}: it does not have "
                    + $"{string.Join(", ", missing)}. It has {string.Join(", ", exposed.DefaultIfEmpty("no methods"))}."
                    + (known is null ? ProxyTypes.AdviceOn(kind) : "")
            );
        }

        return Adopt(kind, id, exposed);
    }

    private (string Id, IReadOnlyList<string> Exposed) Provide(string name, Dictionary<string, string?>? known)
    {
        Sweep();
        try
        {
            return Ask("create", [name]).Value<object?>() is PythonTuple { Length: 2 } made && made[0] is string id
                ? (id, Answer.Names(made[1]))
                : throw new RemoteException($"The manager at {Address} did not share '{name}'.");
        }
        catch (RemoteException failure)
            when (failure.Message.TrimEnd().EndsWith($"KeyError: '{name}'", StringComparison.Ordinal))
        {
            throw Unknown(name, known);
        }
    }

    // The names of what a .NET server shares, each with its standard type, where that is known.
    private Dictionary<string, string?> SharedNames() => Ask("shared", []).Value<Dictionary<string, string?>>();

    private KeyNotFoundException Unknown(string name, Dictionary<string, string?>? known) =>
        new(
            $"The manager at {Address} shares nothing under the name '{name}'."
                + known switch
                {
                    null => "",
                    { Count: 0 } => " It shares nothing by name.",
                    _ => $" It shares {string.Join(", ", known.Select(Text).Order(StringComparer.Ordinal))}.",
                }
        );

    private static string Text(KeyValuePair<string, string?> shared) =>
        shared.Value is null ? shared.Key : $"{shared.Key} ({shared.Value})";
}
