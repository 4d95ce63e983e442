namespace Multiprocessing.Testing;

/// <summary>
/// Descriptor 1 without <see cref="Console"/>, which splits long lines and starts threads that a fork-ready process
/// must not have.
/// </summary>
internal static partial class StandardOutput
{
    /// <summary>Writes all bytes by one system call.</summary>
    public static void Write(ReadOnlySpan<byte> line)
    {
        var written = OperatingSystem.IsWindows() ? WriteWindows(line) : WriteUnix(line);
        if (written != line.Length)
        {
            throw new IOException(
                $"Standard output accepted {written} of the {line.Length} bytes of a line. Has its reader ended?"
            );
        }
    }
}
