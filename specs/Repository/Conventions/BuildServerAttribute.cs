namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The facts are slow, for the given reason. They are skipped unless <c>CI</c> is <c>true</c>.
/// </summary>
public sealed class BuildServerAttribute(string because = "It builds a program of its own") : SpecAttribute
{
    /// <summary>Why CPython's fork server is checked there only.</summary>
    public const string ForkServerOfCPython =
        "It runs every program on CPython a third time, and CPython's forkserver shows what its spawn shows";

    public string Because { get; } = because;

    internal override IEnumerable<(string Name, string Value)> Traits => [("Requires", "CI")];

    internal override TimeSpan TimeLimit => TimeSpan.FromMinutes(5);

    internal override string? SkipReason(bool onCPython) =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{Because}: set CI=true to run it.";
}
