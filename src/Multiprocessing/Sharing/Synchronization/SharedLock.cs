using Multiprocessing.Platform;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>
/// A lock in shared memory. CPython: <c>multiprocessing.Lock</c> and, if it is recursive, <c>multiprocessing.RLock</c>.
/// </summary>
/// <remarks>
/// <para>It belongs to the process that acquired it: each of its threads can release it, and no other process, unlike
/// in CPython; a recursive one belongs to the thread. If the holder ends without releasing it, however it ends, the
/// next one that acquires it holds it, and is told so once by an <see cref="AbandonedLockException"/>. A forked child
/// does not hold what its parent holds.</para>
/// <para>There is no asynchronous form: nothing but a thread can wait for a lock. Who waits longest is not
/// first.</para>
/// </remarks>
public sealed unsafe class SharedLock : SharedAcquirer
{
    private const int Size = SharedHeader.Length + 64;

    private readonly bool isRecursive;

    internal SharedLock(SharedMemory memory)
        : base(memory, SharedKind.Lock, Size) => isRecursive = Header.First != 0;

    /// <summary>Whether its holder can acquire it again, and then releases it as often.</summary>
    public bool IsRecursive => isRecursive;

    /// <summary>The id of the process that holds it, or of the thread if it is recursive; null if nobody
    /// does.</summary>
    public int? HolderId => Word.HeldBy is var holder and not Holder.Nobody ? Holder.IdOf(holder) : null;

    /// <summary>Whether this process holds it; if it is recursive, this thread.</summary>
    public bool IsHeld => Word.HeldBy == Caller;

    internal ref int Count => ref *(int*)(Words + sizeof(long));

    private LockWord Word => new((long*)Words, Waits);

    private long Caller => isRecursive ? Holder.Thread : Holder.Process;

    /// <summary>Creates a lock.</summary>
    /// <param name="recursive">Whether its holder can acquire it again.</param>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedLock Create(bool recursive = false, string? name = null) =>
        new(Make(name, SharedKind.Lock, Size, new() { First = recursive ? 1 : 0 }));

    /// <summary>Opens a lock that another process created, or this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SharedMemoryException">There is none with that name, or it is something else.</exception>
    public static SharedLock Open(string name) => SharedMemory.Open(name, static memory => new SharedLock(memory));

    /// <inheritdoc/>
    public override bool Acquire(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var caller = Caller;
        if (timeout is null && !cancellation.CanBeCanceled && Word.TryTake(caller))
        {
            Count = 1;
            GC.KeepAlive(this);
            return true;
        }

        return Wait(caller, Deadline.OfTimeout(timeout), cancellation);
    }

    /// <inheritdoc/>
    public override void Release()
    {
        var caller = Caller;
        if (isRecursive && Word.HeldBy == caller && Count > 1)
            Count--;
        else if (!Word.TryRelease(caller))
            throw NotHeld();
        GC.KeepAlive(this);
    }

    /// <summary>Releases it fully.</summary>
    /// <returns>How often it was acquired.</returns>
    /// <exception cref="InvalidOperationException">This process or thread does not hold it.</exception>
    internal int ReleaseFully()
    {
        ThrowIfNotHeld();
        var count = Count;
        Word.TryRelease(Caller);
        return count;
    }

    /// <summary>Acquires it as often as it was before; waits for ever.</summary>
    /// <exception cref="AbandonedLockException">Its holder has ended. It is acquired.</exception>
    internal void Restore(int count)
    {
        var outcome = Word.Take(Caller, out var before);
        Count = count;
        ThrowIfAbandoned(outcome, before);
    }

    /// <exception cref="InvalidOperationException">This process or thread does not hold it.</exception>
    internal void ThrowIfNotHeld()
    {
        if (!IsHeld)
            throw NotHeld();
    }

    private bool Wait(long caller, Deadline deadline, CancellationToken cancellation)
    {
        using var kept = Keep();
        cancellation.ThrowIfCancellationRequested();
        if (isRecursive && Word.HeldBy == caller)
        {
            Count = checked(Count + 1);
            return true;
        }

        var outcome = Word.Take(caller, out var before, deadline, cancellation);
        if (outcome == LockOutcome.TimedOut)
            return false;

        Count = 1;
        ThrowIfAbandoned(outcome, before);
        return true;
    }

    private void ThrowIfAbandoned(LockOutcome outcome, long before)
    {
        if (outcome == LockOutcome.Abandoned)
            throw new AbandonedLockException(Name, Holder.IdOf(before));
    }

    private InvalidOperationException NotHeld() =>
        new(
            HolderId is not { } holder ? $"The lock '{Name}' is not held."
            : isRecursive ? $"The lock '{Name}' is held by thread {holder}, and only that can release it."
            : $"The lock '{Name}' is held by process {holder}, and only that can release it."
        );
}
