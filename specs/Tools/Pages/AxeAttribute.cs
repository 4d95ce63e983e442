using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>
/// The facts audit a page with axe-core, at the path in <c>SHAREDSTATE_AXE</c>. They are skipped without it.
/// </summary>
public sealed class AxeAttribute : SpecAttribute
{
    private const string Variable = "SHAREDSTATE_AXE";

    internal static string Script => File.ReadAllText(Environment.GetEnvironmentVariable(Variable)!);

    internal override IEnumerable<(string Name, string Value)> Traits => [("Requires", "axe-core")];

    internal override string? SkipReason(bool onCPython) =>
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => $"axe-core is not available: run npm install axe-core, and set {Variable} to its axe.min.js.",
            var file when !File.Exists(file) => $"{Variable} is '{file}', which does not exist.",
            _ => null,
        };
}
