using Multiprocessing.Platform;
using Multiprocessing.Sharing;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>
/// A condition variable in shared memory: who holds its lock waits for it, or notifies those that wait. CPython:
/// <c>multiprocessing.Condition</c>.
/// </summary>
/// <remarks>
/// A process that is killed while it waits takes no notification with it: another one that waits gets it. If none did,
/// a later wait may end by it without a reason; so wait in a loop that checks what is waited for. What a killed holder
/// of the lock leaves, <see cref="AbandonedLockException"/> tells, also from <see cref="Wait"/>.
/// </remarks>
public sealed unsafe class SharedCondition : SharedAcquirer
{
    private const int Size = SharedHeader.Length + 64;

    private readonly bool ownsLock;

    internal SharedCondition(SharedMemory memory)
        : this(memory, null, ownsLock: false) { }

    private SharedCondition(SharedMemory memory, SharedLock? shared, bool ownsLock)
        : base(memory, SharedKind.Condition, Size)
    {
        this.ownsLock = ownsLock;
        Lock = shared ?? OpenLock(Header.Text);
    }

    /// <summary>Its lock.</summary>
    public SharedLock Lock { get; }

    private ConditionWords Condition => new(Words, Waits);

    /// <summary>Creates a condition variable.</summary>
    /// <param name="shared">Its lock, which must live at least as long; null for a new one, which is recursive, as in
    /// CPython.</param>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedCondition Create(SharedLock? shared = null, string? name = null)
    {
        var own = shared is null ? SharedLock.Create(recursive: true) : null;
        try
        {
            var header = new SharedHeader { Text = (shared ?? own)!.Name };
            return new(Make(name, SharedKind.Condition, Size, header), shared ?? own, ownsLock: own is not null);
        }
        catch
        {
            own?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a condition variable that another process created, or this one, and its lock.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SharedMemoryException">There is none with that name, or it is something else.</exception>
    public static SharedCondition Open(string name) =>
        SharedMemory.Open(name, static memory => new SharedCondition(memory));

    /// <inheritdoc/>
    public override bool Acquire(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        Lock.Acquire(timeout, cancellation);

    /// <inheritdoc/>
    public override void Release() => Lock.Release();

    /// <summary>Releases the lock, waits to be notified, and acquires it again. CPython: <c>wait</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up.</returns>
    /// <exception cref="InvalidOperationException">The caller does not hold the lock.</exception>
    /// <exception cref="AbandonedLockException">The lock's holder has ended. The caller holds it again, and was
    /// notified or not.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the caller holds the lock
    /// again.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool Wait(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        using var kept = Keep();
        cancellation.ThrowIfCancellationRequested();
        Lock.ThrowIfNotHeld();
        var condition = Condition;
        var number = condition.Begin();
        var hasEnded = false;
        try
        {
            while (true)
            {
                var isUp = !Sleep(condition, number, deadline, cancellation);
                hasEnded = condition.TryTake(number);
                if (hasEnded || isUp)
                    return hasEnded;
            }
        }
        finally
        {
            if (!hasEnded)
                condition.GiveUp();
        }
    }

    /// <summary>
    /// Waits until a condition holds, as seen while the lock is held. CPython: <c>wait_for</c>.
    /// </summary>
    /// <param name="condition">What to wait for.</param>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and it still does not hold.</returns>
    /// <inheritdoc cref="Wait"/>
    public bool WaitFor(Func<bool> condition, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var deadline = Deadline.OfTimeout(timeout);
        Lock.ThrowIfNotHeld();
        while (!condition())
        {
            if (deadline.HasPassed)
                return false;

            _ = Wait(deadline.SecondsLeft is { } left ? TimeSpan.FromSeconds(left) : null, cancellation);
        }

        return true;
    }

    /// <summary>Ends waits. CPython: <c>notify</c>.</summary>
    /// <param name="count">How many; fewer if fewer wait. Those that wait longest come first, as far as the system
    /// wakes them in this order.</param>
    /// <exception cref="InvalidOperationException">The caller does not hold the lock.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Notify(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using var kept = Keep();
        Lock.ThrowIfNotHeld();
        Condition.Notify(count);
    }

    /// <summary>Ends all waits. CPython: <c>notify_all</c>.</summary>
    /// <exception cref="InvalidOperationException">The caller does not hold the lock.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void NotifyAll() => Notify(int.MaxValue);

    private protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (ownsLock)
            Lock.Dispose();
    }

    private static SharedLock OpenLock(string name) =>
        (SharedLock)
            OpenSegments.Arrive(typeof(SharedLock), name, place: null, static (found, _) => new SharedLock(found));

    // The lock is held again when it returns, and when it throws.
    private bool Sleep(ConditionWords condition, long number, Deadline deadline, CancellationToken cancellation)
    {
        var count = Lock.ReleaseFully();
        try
        {
            return condition.Sleep(number, deadline, cancellation);
        }
        finally
        {
            Lock.Restore(count);
        }
    }
}
