namespace Multiprocessing;

/// <summary>A worker of a pool, as an observer sees it.</summary>
/// <param name="Name">Its name, such as <c>worker-1</c>.</param>
/// <param name="ProcessId">The id of its process.</param>
/// <param name="End">Why it ended; null while it runs.</param>
/// <param name="ExitCode">Its exit code, or the negative number of the signal that killed it; null where that is not
/// known.</param>
/// <param name="IsReplacement">Whether it was started because another had ended.</param>
public sealed record ProcessPoolWorker(
    string Name,
    int ProcessId,
    WorkerEnd? End = null,
    int? ExitCode = null,
    bool IsReplacement = false
);

/// <summary>Why a worker ended.</summary>
public enum WorkerEnd
{
    /// <summary>The pool ended, or the worker had done what it was started for.</summary>
    Finished,

    /// <summary>It died.</summary>
    Lost,

    /// <summary>A task ran longer than it may; the pool killed its worker.</summary>
    TimedOut,

    /// <summary>A call was cancelled; the pool killed the worker that ran its task.</summary>
    Cancelled,
}
