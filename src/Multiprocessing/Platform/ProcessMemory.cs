namespace Multiprocessing.Platform;

/// <summary>How much memory this process uses.</summary>
internal static class ProcessMemory
{
    /// <summary>
    /// Whether it uses more than a number of bytes: on Linux of resident memory that no other process shares, elsewhere
    /// of all resident memory.
    /// </summary>
    public static bool Exceeds(long bytes) =>
        OperatingSystem.IsLinux()
            ? LinuxMemory.Resident > bytes && LinuxMemory.Private > bytes
            : Environment.WorkingSet > bytes;
}
