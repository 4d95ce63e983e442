using System.Diagnostics;
using System.Runtime.Versioning;

namespace Multiprocessing.Testing;

internal static partial class TemporaryDirectories
{
    // A shell waits for the end of its input, which comes with the end of this process, however that ends. A program of
    // CPython outlives who ran it, and without its
    // directory would start one worker after the other that finds nothing: so first all processes end whose environment
    // names the directory.
    private const string Watch = """
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

    // Held, or a collection would end its input.
    private static Process? watcher;

    [SupportedOSPlatform("linux")]
    private static void EndAllWhenThisProcessIsKilled(string directory) =>
        watcher = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", Watch, "sh", directory]) { RedirectStandardInput = true }
        );
}
