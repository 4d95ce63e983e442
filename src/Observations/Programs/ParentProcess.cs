using System.Globalization;

namespace Observations.Programs;

/// <summary>The process that started this one.</summary>
internal static class ParentProcess
{
    private const string Field = "PPid:";

    /// <summary>
    /// Whether it has a process id. Elsewhere than on Linux there is no fork server, so main starts every child.
    /// </summary>
    public static bool Is(int id) =>
        !OperatingSystem.IsLinux()
        || int.Parse(
            File.ReadLines("/proc/self/status").Single(line => line.StartsWith(Field, StringComparison.Ordinal))[
                Field.Length..
            ],
            CultureInfo.InvariantCulture
        ) == id;
}
