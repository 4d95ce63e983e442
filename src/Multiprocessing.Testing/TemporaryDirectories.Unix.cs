using System.Diagnostics;
using System.Runtime.Versioning;

namespace Multiprocessing.Testing;

internal static partial class TemporaryDirectories
{
    // A shell waits for the end of its input, which comes with the end of this process, however that ends. What the process started may still write for a moment.
    private const string Watch = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        read -r _
        for _ in 1 2 3 4 5; do rm -rf -- "$1"; [ -e "$1" ] || exit; sleep 1; done
        """;

    // Held, or a collection would end its input.
    private static Process? watcher;

    [UnsupportedOSPlatform("windows")]
    private static DirectoryInfo CreateForOwner(string directory) => Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [UnsupportedOSPlatform("windows")]
    private static void RemoveWhenThisProcessIsKilled(string directory) =>
        watcher = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Watch, "sh", directory]) { RedirectStandardInput = true });
}
