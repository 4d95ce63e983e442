namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The facts run a program that some machines lack: <c>[Requires("git")]</c>. They are skipped if it is not on PATH.
/// </summary>
public sealed class RequiresAttribute(string program) : SpecAttribute
{
    public string Program { get; } = program;

    internal override IEnumerable<(string Name, string Value)> Traits => [("Requires", Program)];

    internal override string? SkipReason(bool onCPython) =>
        SearchPath().Any(File.Exists) ? null : $"{Program} is not on PATH: install it to run this.";

    private IEnumerable<string> SearchPath() =>
        from folder in Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? []
        from name in new[] { Program, $"{Program}.exe" }
        select Path.Combine(folder, name);
}
