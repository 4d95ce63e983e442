using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>A started process of this process: whether it runs, how it ended, and how to end it.</summary>
internal abstract class ProcessHandle : IDisposable
{
    /// <summary>
    /// Stands for an exit state that the system did not keep, as where somebody else's handler took it.
    /// </summary>
    public const int UnknownExitCode = 255;

    public abstract int Id { get; }

    /// <summary>
    /// Waits for the process to end; its exit code, or minus the signal that ended it; null when the deadline passed.
    /// </summary>
    public abstract int? Wait(Deadline deadline);

    /// <summary>The exit code if the process has ended.</summary>
    public int? ExitCode => Wait(Deadline.Now);

    /// <summary>Asks it to end; nothing if it has.</summary>
    public abstract void Terminate();

    /// <summary>Ends it; nothing if it has ended.</summary>
    public abstract void Kill();

    public abstract void Dispose();
}
