using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes;

/// <summary>How a child process of this library ends.</summary>
internal static class ChildEnd
{
    /// <summary>
    /// Gives back what servers hold for this process, flushes the console, and ends it at once. A forked child that
    /// returned from <c>Main</c> would hang, and a spawned one would compile more code (the cold-start rule:
    /// <c>Processes/Spawning/README.md</c>).
    /// </summary>
    public static void Now(int exitCode)
    {
        if (EventLog.IsOn)
            EventLog.Write($"ends with exit code {exitCode}");
        TaskBoundary.ProcessEnds?.Invoke();
        StandardOutput.Flush();
        if (OperatingSystem.IsWindows())
            Environment.Exit(exitCode);
        else
            Libc.Exit(exitCode);
    }
}
