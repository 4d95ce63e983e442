using System.Reflection;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>What is known of a fact before it runs: its traits, and why this machine cannot run it.</summary>
/// <remarks>
/// The traits, which <c>dotnet test --filter</c> selects by:
/// <list type="table">
/// <item><term>Chapter</term><description>Every fact has one: the folder in which it stands.</description></item>
/// <item><term>OS</term><description>Every fact has one: Any, or Linux where it needs that, as all do that
/// fork.</description></item>
/// <item><term>Runtime</term><description>Every fact has one: what is specified, DotNet or
/// CPython.</description></item>
/// <item><term>Start</term><description>Spawn or Fork, in a fact that starts processes by that one, or says what
/// happens then. A fact of no start method, or of several, has none.</description></item>
/// <item><term>Server</term><description>Other, of a fact whose program shares objects in a server of the other
/// runtime.</description></item>
/// <item><term>Observation</term><description>The rows of the catalogue that it specifies. Every fact of a chapter of
/// the post has one; other facts where they are about a row.</description></item>
/// <item><term>Requires</term><description>A program that a machine may lack; CI, of a fact that builds programs of its
/// own.</description></item>
/// <item><term>Soak</term><description>true, of a fact that tries something many times.</description></item>
/// </list>
/// </remarks>
internal sealed record SpecTraits(ILookup<string, string> Traits, string? SkipReason, TimeSpan TimeLimit)
{
    /// <summary>The folder of specs/ in which the class stands.</summary>
    public static string Chapter(Type spec) => spec.Namespace![(spec.Namespace!.LastIndexOf('.') + 1)..];

    /// <summary>Its path there: <c>Sharing/Globals</c>.</summary>
    public static string Folder(Type spec) =>
        spec.Namespace![(spec.Namespace!.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('.', '/');

    public static SpecTraits Of(Type spec, MethodInfo fact)
    {
        var attributes = TypesAround(spec)
            .Prepend<MemberInfo>(fact)
            .SelectMany(member => member.GetCustomAttributes<SpecAttribute>())
            .ToList();
        var onCPython = attributes.OfType<CPythonAttribute>().Any();
        var traits = attributes.SelectMany(attribute => attribute.Traits).Concat(OfXunit(fact)).Distinct().ToList();
        (string Name, string Value)[] defaults =
        [
            ("Chapter", Chapter(spec)),
            ("OS", traits.Contains(("Start", "Fork")) ? "Linux" : "Any"),
            ("Runtime", "DotNet"),
        ];
        traits.AddRange(defaults.ExceptBy([.. traits.Select(trait => trait.Name)], trait => trait.Name));
        return new(
            traits.ToLookup(trait => trait.Name, trait => trait.Value),
            attributes
                .Select(attribute => attribute.SkipReason(onCPython))
                .FirstOrDefault(reason => reason is not null),
            attributes.Select(attribute => attribute.TimeLimit).Append(TimeSpan.FromMinutes(1)).Max()
        );
    }

    private static IEnumerable<(string Name, string Value)> OfXunit(MethodInfo fact) =>
        from attribute in fact.GetCustomAttributesData()
        where attribute.AttributeType == typeof(TraitAttribute)
        select ((string)attribute.ConstructorArguments[0].Value!, (string)attribute.ConstructorArguments[1].Value!);

    private static IEnumerable<Type> TypesAround(Type spec)
    {
        for (var type = spec; type is not null; type = type.DeclaringType)
            yield return type;
    }
}
