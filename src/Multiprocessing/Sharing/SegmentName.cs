using System.Text;

namespace Multiprocessing.Sharing;

/// <summary>The names of segments: those of files, so they must not lead out of their directory.</summary>
internal static class SegmentName
{
    /// <summary>The beginning of the names that the library chooses. CPython's begin with <c>psm_</c>.</summary>
    public const string Prefix = "mps_";

    private const int MostBytes = 250,
        RandomDigits = 12;

    /// <summary>A name that is almost certainly not in use.</summary>
    public static string New() =>
        // Random, without loading the cryptography library: the cold-start rule.
        string.Concat(Prefix, Guid.NewGuid().ToString("N").AsSpan(0, RandomDigits));

    /// <summary>Refuses a name that is no name of a file, or would lead to another directory.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Reason(name) is { } reason)
        {
            throw new ArgumentException(
                $"The name of shared memory {reason}. A name is that of a file, like psm_4c1d2a.",
                nameof(name)
            );
        }
    }

    /// <summary>A name that has arrived.</summary>
    /// <exception cref="UnpicklingException">It is no name of a file.</exception>
    public static string Arrived(string name) =>
        Reason(name) is { } reason
            ? throw new UnpicklingException($"The name of shared memory that arrived {reason}.")
            : name;

    private static string? Reason(string name) =>
        name.Length == 0 ? "is empty"
        : name is "." or ".." ? "is a directory"
        : name.AsSpan().ContainsAny('/', '\\', '\0') ? "contains a slash, a backslash or a NUL"
        : Encoding.UTF8.GetByteCount(name) > MostBytes ? $"has more than {MostBytes} bytes in UTF-8"
        : null;
}
