using System.Globalization;
using System.Text;

namespace Multiprocessing.Testing.Programs;

internal static partial class LeftOver
{
    private static List<(int Id, string CommandLine)> FindOnLinux(string variable)
    {
        var found = new List<(int, string)>();
        foreach (var process in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id))
                continue;
            if (Read(process, "environ").Contains(variable, StringComparison.Ordinal))
                found.Add((id, Read(process, "cmdline").Replace('\0', ' ').Trim()));
        }

        return found;
    }

    private static string Read(string process, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, file)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to another user.
            return "";
        }
    }
}
