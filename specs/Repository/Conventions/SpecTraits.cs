using System.Reflection;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>What is known about a fact before it runs: its traits, and why this machine cannot run it.</summary>
/// <remarks>
/// The traits, which <c>dotnet test --filter</c> selects by:
/// <list type="table">
/// <item><term>Chapter</term><description>Every fact has one: its folder.</description></item>
/// <item><term>OS</term><description>Every fact has one: Any, or Linux if it needs that, as every fact that forks.
/// </description></item>
/// <item><term>Runtime</term><description>Every fact has one: what it specifies, DotNet or CPython.
/// </description></item>
/// <item><term>Start</term><description>Spawn, Fork or ForkServer, for a fact about processes started by that method. A
/// fact about no start method, or about several, has none.</description></item>
/// <item><term>Server</term><description>Other, for a fact whose program shares objects in a server of the other
/// runtime.</description></item>
/// <item><term>Observation</term><description>The rows of the catalogue that it specifies. Every fact of a chapter of
/// the catalogue has one; other facts have one if they are about a row.</description></item>
/// <item><term>Requires</term><description>A program that some machines lack; CI for a fact that is slow.
/// </description></item>
/// <item><term>Soak</term><description>true, for a fact that tries something many times.</description></item>
/// </list>
/// </remarks>
internal sealed record SpecTraits(ILookup<string, string> Traits, string? SkipReason, TimeSpan TimeLimit)
{
    /// <summary>The last folder of the class below specs/.</summary>
    public static string Chapter(Type spec) => spec.Namespace![(spec.Namespace!.LastIndexOf('.') + 1)..];

    /// <summary>The path of the class below specs/: <c>Sharing/Globals</c>.</summary>
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
            ("OS", traits.Contains(("Start", "Fork")) || traits.Contains(("Start", "ForkServer")) ? "Linux" : "Any"),
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
