using System.Diagnostics;
using System.Runtime.Versioning;

namespace Multiprocessing.Platform;

internal static partial class TemporaryDirectories
{
    // The shell waits for the end of its input, which comes when this process ends, however it ends. It first kills the
    // processes whose environment names the directory: a CPython program outlives the process that ran it, and without
    // its directory it would start one worker after another that finds nothing.
    private const string Watcher = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        read -r _
        for _ in 1 2 3 4 5; do
            for process in $(grep -lasF -- "$1" /proc/[0-9]*/environ); do
                process=${process#/proc/}
                kill -9 "${process%/environ}"
            done
            rm -rf -- "$1"
            [ -e "$1" ] || exit
            sleep 1
        done
        """;

    // Referenced here: its collection would close its input.
    private static Process? watcher;

    [SupportedOSPlatform("linux")]
    private static void Watch(string directory) =>
        watcher = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", Watcher, "sh", directory]) { RedirectStandardInput = true }
        );
}
