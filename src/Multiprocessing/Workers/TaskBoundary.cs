namespace Multiprocessing.Workers;

/// <summary>
/// What the layers above have done where a task ends. A process that has never had a proxy has nothing to do there, and
/// loads nothing of the managers to find that out.
/// </summary>
internal static class TaskBoundary
{
    /// <summary>
    /// Runs once values that came from another process may be kept: at the end of a task for its arguments, and in the
    /// parent when it has the results.
    /// </summary>
    public static Action? ValuesArrived { get; set; }

    /// <summary>Runs in a worker that has had nothing to do for a while.</summary>
    public static Action? WorkerIsIdle { get; set; }
}
