namespace Multiprocessing.Workers;

/// <summary>
/// Hooks for the layers above at the end of a task, and of a process. A process that has never had a proxy or shared
/// memory has none, so it does not load their code. A hook that is added again is not run twice.
/// </summary>
internal static class TaskBoundary
{
    // An object, not a Lock: the cold-start rule (Processes/Spawning/README.md).
    private static readonly object HooksLock = new();

    /// <summary>
    /// Runs after values from another process have arrived and may have been stored: at the end of a task for its
    /// arguments, and in the parent for the results.
    /// </summary>
    public static Action? ValuesArrived { get; private set; }

    /// <summary>Runs when a process that the library started ends by itself. It throws nothing.</summary>
    public static Action? ProcessEnds { get; private set; }

    /// <summary>Runs in a worker that has been idle for a while.</summary>
    public static Action? WorkerIsIdle { get; private set; }

    /// <summary>Adds to what is run when values have arrived.</summary>
    public static void WhenValuesArrived(Action hook)
    {
        lock (HooksLock)
            ValuesArrived = With(ValuesArrived, hook);
    }

    /// <summary>Adds to what is run when the process ends.</summary>
    public static void WhenProcessEnds(Action hook)
    {
        lock (HooksLock)
            ProcessEnds = With(ProcessEnds, hook);
    }

    /// <summary>Adds to what an idle worker runs.</summary>
    public static void WhenWorkerIsIdle(Action hook)
    {
        lock (HooksLock)
            WorkerIsIdle = With(WorkerIsIdle, hook);
    }

    private static Action With(Action? hooks, Action hook) =>
        hooks is null || hooks == hook ? hook : hooks - hook + hook;
}
