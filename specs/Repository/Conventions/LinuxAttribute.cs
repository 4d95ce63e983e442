namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The facts are skipped on other systems than Linux, for the given reason.</summary>
public sealed class LinuxAttribute(string because) : SpecAttribute
{
    public string Because { get; } = because;

    internal override IEnumerable<(string Name, string Value)> Traits => [("OS", "Linux")];

    internal override string? SkipReason(bool onCPython) => OperatingSystem.IsLinux() ? null : $"Linux only: {Because}";
}
