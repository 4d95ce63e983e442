using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// What is equal in two paths of Python: CPython pickles their parts, from 3.13 on the parts as they were given.
/// </summary>
internal sealed record PythonPath(bool IsWindows, string Text) : IComparable<PythonPath>, IComparable
{
    /// <summary>The path of a class in <c>pathlib</c>; null for anything else.</summary>
    public static PythonPath? Of(string type, PythonTuple parts)
    {
        if (!type.EndsWith("Path", StringComparison.Ordinal) || parts.Any(part => part is not string))
            return null;

        var isWindows = type.Contains("Windows", StringComparison.Ordinal);
        var joined = "";
        foreach (string part in parts.Cast<string>())
        {
            var given = isWindows ? part.Replace('\\', '/') : part;
            joined = joined.Length == 0 || given.StartsWith('/') ? given : $"{joined}/{given}";
        }

        var root =
            joined.StartsWith("//", StringComparison.Ordinal) && !joined.StartsWith("///", StringComparison.Ordinal)
                ? "//"
            : joined.StartsWith('/') ? "/"
            : "";
        var kept = joined.Split('/').Where(part => part is not ("" or "."));
        var text = root + string.Join('/', kept);
        return new(isWindows, isWindows ? text.ToLowerInvariant() : text);
    }

    // Part by part.
    public int CompareTo(PythonPath? other) =>
        string.CompareOrdinal(Text.Replace('/', '\0'), other!.Text.Replace('/', '\0'));

    public int CompareTo(object? obj) => CompareTo(obj as PythonPath);
}
