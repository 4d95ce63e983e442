namespace Multiprocessing;

/// <summary>
/// A lock was acquired whose holder before ended without releasing it: what the lock guards can be in any state. The
/// lock is held now, and must be released. .NET: <see cref="AbandonedMutexException"/>. In CPython, whatever waits for
/// such a lock waits for ever.
/// </summary>
public sealed class AbandonedLockException : Exception
{
    /// <summary>Creates one with a message.</summary>
    public AbandonedLockException(string message)
        : base(message) { }

    internal AbandonedLockException(string name, int holder)
        : base(
            $"The holder of the lock '{name}' (process or thread {holder}) ended without releasing it. The lock is "
                + "held now: repair what it guards, and release it."
        ) => HolderId = holder;

    /// <summary>The id of the process that ended, or of its thread where the lock is a thread's.</summary>
    public int HolderId { get; }
}
