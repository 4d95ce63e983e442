using System.ComponentModel;
using System.Diagnostics;

namespace SharedStateSpecs.Conventions;

/// <summary>The CPython that specs run: <c>python3</c> on PATH, asked once for its version.</summary>
internal static class InstalledCPython
{
    private static readonly Lazy<Version?> Found = new(Ask);

    /// <summary>Why specs that need CPython <paramref name="floor"/> or newer cannot run here; null where they can.</summary>
    public static string? WhyNot(Version floor) => Found.Value switch
    {
        null => "No CPython here: put python3 on PATH (Debian: apt-get install python3; elsewhere: https://www.python.org).",
        var version when version < floor => $"CPython {floor} or newer is needed; the python3 on PATH is {version}.",
        _ => null,
    };

    private static Version? Ask()
    {
        var start = new ProcessStartInfo("python3", ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var python = Process.Start(start)!;
            var answer = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return Version.TryParse(answer, out var version) ? version : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
