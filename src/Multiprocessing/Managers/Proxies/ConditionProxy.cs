using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A condition that processes wait for and notify one another of, while they hold its lock. CPython:
/// <c>ConditionProxy</c>.
/// </summary>
public sealed class ConditionProxy : AcquirerProxy
{
    internal ConditionProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Releases the lock, waits to be notified, and acquires it again; false when the time is up.</summary>
    /// <exception cref="InvalidOperationException">This thread does not hold the lock.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended; the lock is held again.</exception>
    public bool Wait(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        Waiting.Until(timeout ?? Timeout.InfiniteTimeSpan, seconds => Call<bool>("wait", seconds), cancellation);

    /// <summary>Notifies some that wait.</summary>
    /// <exception cref="InvalidOperationException">This thread does not hold the lock.</exception>
    public void Notify(int count = 1) => Call("notify", count);

    /// <summary>Notifies all that wait.</summary>
    /// <exception cref="InvalidOperationException">This thread does not hold the lock.</exception>
    public void NotifyAll() => Call("notify_all");
}
