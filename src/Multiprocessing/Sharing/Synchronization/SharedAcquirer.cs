namespace Multiprocessing;

/// <summary>An object in shared memory that processes acquire and release.</summary>
public abstract class SharedAcquirer : SharedSynchronization
{
    private protected SharedAcquirer(SharedMemory memory, Sharing.Synchronization.SharedKind kind, long size)
        : base(memory, kind, size) { }

    /// <summary>Acquires it; waits until that is possible. CPython: <c>acquire</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and nothing was acquired.</returns>
    /// <exception cref="AbandonedLockException">It is a lock whose holder has ended. It is acquired.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was acquired.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public abstract bool Acquire(TimeSpan? timeout = null, CancellationToken cancellation = default);

    /// <summary>Acquires it if that is possible at once, or before the time is up.</summary>
    /// <param name="timeout">How long to wait; defaults to not at all.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and nothing was acquired.</returns>
    /// <inheritdoc cref="Acquire"/>
    public bool TryAcquire(TimeSpan timeout = default, CancellationToken cancellation = default) =>
        Acquire(timeout, cancellation);

    /// <summary>Releases it. CPython: <c>release</c>.</summary>
    /// <exception cref="InvalidOperationException">It is a lock that is not held, or held by another process or
    /// thread.</exception>
    /// <exception cref="SemaphoreFullException">It is a semaphore with a limit, and no unit of it is acquired.
    /// </exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public abstract void Release();

    /// <summary>
    /// Acquires it, and releases it when the result is disposed of: <c>using (shared.Hold()) …</c>. CPython: <c>with
    /// shared:</c>.
    /// </summary>
    /// <exception cref="AbandonedLockException">It is a lock whose holder has ended. It is acquired, and must be
    /// released by <see cref="Release"/>.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public IDisposable Hold()
    {
        Acquire();
        return new Held(this);
    }

    private sealed class Held(SharedAcquirer acquired) : IDisposable
    {
        private int isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isReleased, 1) == 0)
                acquired.Release();
        }
    }
}
