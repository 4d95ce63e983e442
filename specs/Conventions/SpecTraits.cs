using System.Reflection;

namespace SharedStateSpecs.Conventions;

/// <summary>What is known of a fact before it runs: its traits, and why this machine cannot run it.</summary>
internal sealed record SpecTraits(ILookup<string, string> Traits, string? WhyNot, TimeSpan TimeLimit)
{
    /// <summary>The folder of specs/ in which the class stands.</summary>
    public static string Chapter(Type spec) => spec.Namespace![(spec.Namespace!.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public static SpecTraits Of(Type spec, MethodInfo fact)
    {
        var attributes = TypesAround(spec).Prepend<MemberInfo>(fact).SelectMany(member => member.GetCustomAttributes<SpecAttribute>()).ToList();
        var onCPython = attributes.OfType<CPythonAttribute>().Any();
        (string Name, string Value)[] defaults = [("Chapter", Chapter(spec)), ("OS", "Any"), ("Runtime", "DotNet")];
        var traits = attributes.SelectMany(attribute => attribute.Traits).Distinct().ToList();
        traits.AddRange(defaults.ExceptBy([.. traits.Select(trait => trait.Name)], trait => trait.Name));
        return new(
            traits.ToLookup(trait => trait.Name, trait => trait.Value),
            attributes.Select(attribute => attribute.WhyNot(onCPython)).FirstOrDefault(reason => reason is not null),
            attributes.Select(attribute => attribute.TimeLimit).Append(TimeSpan.FromMinutes(1)).Max());
    }

    private static IEnumerable<Type> TypesAround(Type spec)
    {
        for (var type = spec; type is not null; type = type.DeclaringType)
            yield return type;
    }
}
