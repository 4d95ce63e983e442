using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>How a child process of this library ends.</summary>
internal static class ChildEnd
{
    /// <summary>
    /// Flushes the console and ends this process at once. A forked child that returned from <c>Main</c> would hang, and
    /// a spawned one would compile more code (the cold-start rule: <c>Processes/Spawning/README.md</c>).
    /// </summary>
    public static void Now(int exitCode)
    {
        if (EventLog.IsOn)
            EventLog.Write($"ends with exit code {exitCode}");
        StandardOutput.Flush();
        if (OperatingSystem.IsWindows())
            Environment.Exit(exitCode);
        else
            Libc.Exit(exitCode);
    }
}
