using Multiprocessing.Testing;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The facts are about a real CPython. They are skipped where none is found, or one older than the floor.
/// </summary>
public sealed class CPythonAttribute(string floor = "3.7") : SpecAttribute
{
    private static readonly Lazy<CPython?> Found = new(CPython.Find);

    public string Floor { get; } = floor;

    internal override IEnumerable<(string Name, string Value)> Traits =>
        [("Runtime", "CPython"), ("Requires", "python3")];

    internal override string? SkipReason(bool onCPython) =>
        Found.Value switch
        {
            null => "No CPython here: put python3 on PATH (Debian: apt-get install python3; "
                + "elsewhere: https://www.python.org).",
            var found when Number(found.Version) < Version.Parse(Floor) =>
                $"CPython {Floor} or newer is needed; the one on PATH is {found}.",
            _ => null,
        };

    private static Version Number(string version) =>
        Version.Parse(string.Concat(version.TakeWhile(c => char.IsDigit(c) || c == '.')));
}
