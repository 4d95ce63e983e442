using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>How a child of this library ends.</summary>
internal static class ChildEnd
{
    /// <summary>
    /// Ends this process here and now, when what was written is out. A forked child that ended as programs do would
    /// hang, and a spawned one would compile more code for it.
    /// </summary>
    public static void Now(int exitCode)
    {
        StandardOutput.Flush();
        if (OperatingSystem.IsWindows())
            Environment.Exit(exitCode);
        else
            Libc.Exit(exitCode);
    }
}
