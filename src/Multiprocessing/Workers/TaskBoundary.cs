namespace Multiprocessing.Workers;

/// <summary>
/// Hooks for the layers above at the end of a task, and of a process. A process that has never had a proxy sets none,
/// so it does not load the managers' code.
/// </summary>
internal static class TaskBoundary
{
    /// <summary>
    /// Runs after values from another process have arrived and may have been stored: at the end of a task for its
    /// arguments, and in the parent for the results.
    /// </summary>
    public static Action? ValuesArrived { get; set; }

    /// <summary>Runs when a process that the library started ends by itself. It throws nothing.</summary>
    public static Action? ProcessEnds { get; set; }

    /// <summary>Runs in a worker that has been idle for a while.</summary>
    public static Action? WorkerIsIdle { get; set; }
}
