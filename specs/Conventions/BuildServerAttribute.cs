namespace SharedStateSpecs.Conventions;

/// <summary>The facts build, pack or publish a program, which takes long: they are skipped where <c>CI</c> is not <c>true</c>.</summary>
public sealed class BuildServerAttribute : SpecAttribute
{
    internal override IEnumerable<(string Name, string Value)> Traits => [("Requires", "CI")];

    internal override TimeSpan TimeLimit => TimeSpan.FromMinutes(5);

    internal override string? WhyNot(bool onCPython) =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null : "It builds a program of its own: set CI=true to run it.";
}
