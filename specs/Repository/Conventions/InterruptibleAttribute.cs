using System.Globalization;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The facts interrupt a program by SIGINT. They are skipped if that signal is ignored: a shell ignores it for what it
/// runs in the background, and every child inherits that.
/// </summary>
public sealed class InterruptibleAttribute : SpecAttribute
{
    private const ulong Interrupt = 1 << (2 - 1);

    internal override IEnumerable<(string Name, string Value)> Traits => [];

    internal override string? SkipReason(bool onCPython) =>
        OperatingSystem.IsLinux() && (Ignored & Interrupt) != 0
            ? "SIGINT is ignored here: run the specs in the foreground of a shell."
            : null;

    private static ulong Ignored =>
        ulong.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
                .AsSpan("SigIgn:".Length)
                .Trim(),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
}
