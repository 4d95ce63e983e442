using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>
/// The facts audit a page by axe-core, which <c>SHAREDSTATE_AXE</c> names. They are skipped where it does not.
/// </summary>
public sealed class AxeAttribute : SpecAttribute
{
    private const string Variable = "SHAREDSTATE_AXE";

    internal static string Script => File.ReadAllText(Environment.GetEnvironmentVariable(Variable)!);

    internal override IEnumerable<(string Name, string Value)> Traits => [("Requires", "axe-core")];

    internal override string? SkipReason(bool onCPython) =>
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => $"axe-core is not here: npm install axe-core, and set {Variable} to its axe.min.js.",
            var file when !File.Exists(file) => $"{Variable} names '{file}', which is not there.",
            _ => null,
        };
}
