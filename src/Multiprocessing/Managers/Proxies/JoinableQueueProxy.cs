using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A queue in a manager's server whose users report each item that they have finished. CPython:
/// <c>SyncManager.JoinableQueue</c>.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class JoinableQueueProxy<T> : QueueProxy<T>
{
    internal JoinableQueueProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Reports that an item which was taken is finished. CPython: <c>task_done</c>.</summary>
    /// <exception cref="ArgumentException">It was called more often than items were put.</exception>
    public void TaskDone() => Call("task_done");

    /// <summary>Waits until every item that was put is finished. CPython: <c>join</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool Join(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (Await("join", timeout ?? Timeout.InfiniteTimeSpan, cancellation) is not { } answer)
            return false;

        Finish<object?>(answer);
        return true;
    }
}
