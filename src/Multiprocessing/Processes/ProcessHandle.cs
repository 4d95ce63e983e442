using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>A child process: whether it runs, how it ended, and how to end it.</summary>
internal abstract class ProcessHandle : IDisposable
{
    /// <summary>
    /// Reported when the system did not keep the exit state, for example because another handler consumed it.
    /// </summary>
    public const int UnknownExitCode = 255;

    private bool isEndNoted;

    public abstract int Id { get; }

    /// <summary>Its name in the log.</summary>
    public string Name { get; init; } = "child";

    /// <summary>Whether this process has learned how it ended.</summary>
    public bool IsKnownToHaveEnded => KnownExitCode is not null;

    /// <summary>Its state as far as this process has learned it, without asking the system.</summary>
    public string KnownState => KnownExitCode is { } code ? WorkerLostException.Ending(code) : "is running";

    protected abstract int? KnownExitCode { get; }

    /// <summary>
    /// Waits for the process to end. Returns its exit code, or minus the signal that ended it; null when the deadline
    /// passed.
    /// </summary>
    public abstract int? Wait(Deadline deadline);

    /// <summary>The exit code; null while the process runs.</summary>
    public int? ExitCode => Wait(Deadline.Now);

    /// <summary>Asks it to end; does nothing if it has ended.</summary>
    public abstract void Terminate();

    /// <summary>Ends it at once; does nothing if it has ended.</summary>
    public abstract void Kill();

    public abstract void Dispose();

    /// <summary>Logs the end, once, and removes what a killed process left.</summary>
    protected void NoteEnd()
    {
        if (isEndNoted)
            return;

        isEndNoted = true;
        if (EventLog.IsOn)
            EventLog.Write($"{Name} (process {Id}) {KnownState}");
        if (KnownExitCode < 0 && OperatingSystem.IsLinux())
            SegmentFile.RemoveAbandoned();
    }
}
