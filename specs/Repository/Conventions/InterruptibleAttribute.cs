using System.Globalization;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The facts interrupt a program by SIGINT. They are skipped where that is ignored, as a shell has it for what it runs
/// in the background, and every child inherits it.
/// </summary>
public sealed class InterruptibleAttribute : SpecAttribute
{
    private const ulong Interrupt = 1 << (2 - 1);

    internal override IEnumerable<(string Name, string Value)> Traits => [];

    internal override string? SkipReason(bool onCPython) =>
        OperatingSystem.IsLinux() && (Ignored & Interrupt) != 0
            ? "SIGINT is ignored here: run the specs in a shell's foreground."
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
