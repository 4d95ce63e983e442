using System.Globalization;

namespace Observations.Programs;

/// <summary>How much private memory a process has, on Linux.</summary>
internal static class PrivateMemory
{
    /// <summary>Bytes that no other process shares.</summary>
    public static long Bytes() =>
        1024
        * File.ReadLines("/proc/self/smaps_rollup")
            .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
            .Sum(line =>
                long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            );
}
