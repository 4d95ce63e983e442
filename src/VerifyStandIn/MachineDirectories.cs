using System.Reflection;
using System.Text;

namespace VerifyTests;

/// <summary>
/// The directories of this machine, which a snapshot contains as <c>{TempPath}</c> and the like. As in Verify, a
/// directory is found only where a path can begin and end, <c>/</c> and <c>\</c> are equal, and a separator after it is
/// part of it.
/// </summary>
internal static class MachineDirectories
{
    public static string Replace(string text, Assembly assembly)
    {
        var directories = Known(assembly);
        var replaced = new StringBuilder();
        for (var position = 0; position < text.Length; )
        {
            var (length, placeholder) = At(text, position, directories);
            replaced.Append(placeholder ?? text.Substring(position, length));
            position += length;
        }

        return replaced.ToString();
    }

    private static (int Length, string? Placeholder) At(
        string text,
        int position,
        List<(string Directory, string Placeholder)> directories
    )
    {
        if (position > 0 && char.IsLetterOrDigit(text[position - 1]))
            return (1, null);
        foreach (var (directory, placeholder) in directories)
        {
            var end = position + directory.Length;
            if (end > text.Length || !IsSamePath(text.AsSpan(position, directory.Length), directory))
                continue;
            if (end == text.Length)
                return (directory.Length, placeholder);
            if (!char.IsLetterOrDigit(text[end]))
                return (text[end] is '/' or '\\' ? directory.Length + 1 : directory.Length, placeholder);
        }

        return (1, null);
    }

    private static bool IsSamePath(ReadOnlySpan<char> text, string directory)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((text[i] == '\\' ? '/' : text[i]) != directory[i])
                return false;
        }

        return true;
    }

    // The longest come first; of equal ones, the first stays.
    private static List<(string Directory, string Placeholder)> Known(Assembly assembly)
    {
        (string? Directory, string Placeholder)[] all =
        [
            (AppContext.BaseDirectory, "{CurrentDirectory}"),
            (Environment.CurrentDirectory, "{CurrentDirectory}"),
            (Path.GetTempPath(), "{TempPath}"),
            (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "{UserProfile}"),
            (AttributeReader.GetProjectDirectory(assembly), "{ProjectDirectory}"),
            (AttributeReader.Find(assembly, "Verify.SolutionDirectory"), "{SolutionDirectory}"),
        ];
        return all.Select(known => (Directory: Cleaned(known.Directory), known.Placeholder))
            .Where(known => known.Directory.Length > 0)
            .DistinctBy(known => known.Directory)
            .OrderByDescending(known => known.Directory.Length)
            .ToList();
    }

    private static string Cleaned(string? directory) => (directory ?? "").Replace('\\', '/').TrimEnd('/');
}
