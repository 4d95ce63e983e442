using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;

namespace SharedState.Serving;

/// <summary>A class that clients can create objects of: <c>NAME=ASSEMBLY.dll#NAMESPACE.CLASS</c>.</summary>
internal sealed partial record ServedClass(string Name, Type Type)
{
    /// <exception cref="BadArgumentsException">
    /// One has another form, does not exist, or has a name that is taken.
    /// </exception>
    public static IReadOnlyList<ServedClass> Load(IReadOnlyList<string> texts, HashSet<string>? taken = null)
    {
        var assemblies = new ServedAssemblies();
        taken ??= [];
        return
        [
            .. from text in texts
            let parts = Form.Match(text)
            let name = parts.Success
                ? parts.Groups["name"].Value
                : throw Refuse(text, "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS with a valid Python name.")
            select new ServedClass(
                Free(name, taken, text),
                assemblies.Find(parts.Groups["assembly"].Value, parts.Groups["class"].Value, text)
            ),
        ];
    }

    /// <exception cref="BadArgumentsException">No object of it can be created, or no member can be called.</exception>
    public void RegisterAt(ManagerServer server)
    {
        if (ExposedMembers.EventOf(Type) is { } name)
        {
            throw Refuse(
                $"{Name}={Type}",
                $"has an event, {name}, which clients in other processes cannot use. Use a class without events."
            );
        }

        try
        {
            server.Register(Name, Type);
        }
        catch (ArgumentException)
        {
            throw Refuse(
                $"{Name}={Type}",
                "is a class without a public constructor, or an abstract one. Use another class."
            );
        }
        catch (Exception failure) when (failure is IOException or TypeLoadException)
        {
            throw RefuseToLoad($"{Name}={Type}", failure);
        }
    }

    public static BadArgumentsException Refuse(string text, string why) => new($"--type {text} {why}");

    public static BadArgumentsException RefuseToLoad(string text, Exception failure) =>
        Refuse(
            text,
            "cannot be loaded. The assemblies that it needs must be beside it: "
                + failure.Message.ReplaceLineEndings(" ")
        );

    private static string Free(string name, HashSet<string> taken, string text)
    {
        if (StandardTypes.All().ContainsKey(name))
            throw Refuse(text, $"has the name of a type that every server has. Use a name other than {name}.");
        return taken.Add(name)
            ? name
            : throw Refuse(text, $"has the name of another --type or --share. Use a name other than {name}.");
    }

    [GeneratedRegex(@"^(?<name>[_\p{L}][_\p{L}\p{Nd}]*)=(?<assembly>.+)#(?<class>[^#]+)$")]
    private static partial Regex Form { get; }
}
