using System.Text.RegularExpressions;

namespace SharedStateSpecs.Repository.Workflows;

/// <summary>
/// The filter of `dotnet test --filter` for traits: conditions joined by <c>&amp;</c>, and these joined by <c>|</c>.
/// </summary>
internal sealed partial record Filter(string Text)
{
    public bool Selects(ILookup<string, string> traits) =>
        Text.Split('|').Any(all => all.Split('&').All(condition => Holds(condition, traits)));

    public override string ToString() => Text;

    private static bool Holds(string condition, ILookup<string, string> traits)
    {
        var parts = Condition().Match(condition).Groups;
        return traits[parts["trait"].Value].Contains(parts["value"].Value) == (parts["is"].Value == "=");
    }

    [GeneratedRegex("^(?<trait>[A-Za-z]+)(?<is>!?=)(?<value>[A-Za-z0-9.]+)$")]
    private static partial Regex Condition();
}
