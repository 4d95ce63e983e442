namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The shared objects of the facts' programs live in a server of the other runtime. The facts are skipped where the two
/// cannot connect.
/// </summary>
public sealed class ServedByTheOtherAttribute : SpecAttribute
{
    internal override IEnumerable<(string Name, string Value)> Traits => [("Server", "Other"), ("Requires", "python3")];

    internal override string? SkipReason(bool onCPython) =>
        OperatingSystem.IsWindows()
            ? "The two runtimes connect by a Unix socket, which CPython does not have on Windows."
            : new CPythonAttribute().SkipReason(onCPython);
}
