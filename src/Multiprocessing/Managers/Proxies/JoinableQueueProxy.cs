using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A queue whose users say when they are done with an item. CPython: <c>JoinableQueue</c> of a manager.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class JoinableQueueProxy<T> : QueueProxy<T>
{
    internal JoinableQueueProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Says that an item which was taken has been worked on. CPython: <c>task_done</c>.</summary>
    /// <exception cref="ArgumentException">It was said more often than items were put.</exception>
    public void TaskDone() => Call("task_done");

    /// <summary>Waits until each item that was put has been worked on; false when the time is up.</summary>
    /// <param name="timeout">How long to wait; without end if not said.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public bool Join(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (Await("join", timeout ?? Timeout.InfiniteTimeSpan, cancellation) is not { } answer)
            return false;

        Finish<object?>(answer);
        return true;
    }
}
