using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A condition variable in a manager's server: threads that hold its lock wait for it or notify those that wait.
/// CPython: <c>ConditionProxy</c>.
/// </summary>
public sealed class ConditionProxy : AcquirerProxy
{
    internal ConditionProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Releases the lock, waits to be notified, and acquires it again. CPython: <c>wait</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up.</returns>
    /// <exception cref="InvalidOperationException">This thread does not hold the lock.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; this thread holds the lock
    /// again.</exception>
    public bool Wait(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        CancellableWait.Until(
            timeout ?? Timeout.InfiniteTimeSpan,
            seconds => Call<bool>("wait", seconds),
            cancellation
        );

    /// <summary>Wakes threads that wait. CPython: <c>notify</c>.</summary>
    /// <param name="count">How many; fewer wake where fewer wait.</param>
    /// <exception cref="InvalidOperationException">This thread does not hold the lock.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void Notify(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Call("notify", count);
    }

    /// <summary>Wakes all threads that wait. CPython: <c>notify_all</c>.</summary>
    /// <exception cref="InvalidOperationException">This thread does not hold the lock.</exception>
    public void NotifyAll() => Call("notify_all");
}
