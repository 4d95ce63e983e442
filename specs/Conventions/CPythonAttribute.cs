namespace SharedStateSpecs.Conventions;

/// <summary>The facts are about a real CPython. They are skipped where there is no <c>python3</c>, or one older than the floor.</summary>
public sealed class CPythonAttribute(string floor = "3.7") : SpecAttribute
{
    public string Floor { get; } = floor;

    internal override IEnumerable<(string Name, string Value)> Traits => [("Runtime", "CPython"), ("Requires", "python3")];

    internal override string? WhyNot(bool onCPython) => InstalledCPython.WhyNot(Version.Parse(Floor));
}
