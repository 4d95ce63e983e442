using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// A condition variable in shared memory. All but the sleep happens while its lock is held. See the README of this
/// folder.
/// </summary>
internal readonly unsafe struct ConditionWords(byte* start, WordWait waits)
{
    public const int Size = 32;

    // How many waits have begun; the first of them that no notification is for; how many notifications were not taken
    // yet; how many waits have not ended.
    private ref long Begun => ref *(long*)(start + 8);

    private ref long Limit => ref *(long*)(start + 16);

    private ref int Notifications => ref *(int*)(start + 24);

    private ref int Waiting => ref *(int*)(start + 28);

    private WaitedWord Changes => new((int*)start, waits);

    /// <summary>Ends so many waits, or all if there are fewer.</summary>
    public void Notify(int count)
    {
        var added = Math.Min(count, Waiting - Notifications);
        if (added <= 0)
            return;

        Volatile.Write(ref Limit, Begun);
        Volatile.Write(ref Notifications, Notifications + added);
        Interlocked.Increment(ref Changes.Value);
        Changes.Wake(added);
    }

    /// <summary>Begins a wait.</summary>
    /// <returns>Its number.</returns>
    public long Begin()
    {
        Waiting++;
        return Begun++;
    }

    /// <summary>Sleeps, without the lock, until there is a notification; false when the deadline passed.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool Sleep(long number, Deadline deadline, CancellationToken cancellation) =>
        Changes.Wait(
            static (wait, _) => wait.Words.IsNotified(wait.Number),
            (Words: this, Number: number),
            deadline,
            cancellation
        );

    /// <summary>Takes a notification, if there is one, and ends the wait.</summary>
    public bool TryTake(long number)
    {
        if (!IsNotified(number))
            return false;

        Notifications--;
        Waiting--;
        return true;
    }

    /// <summary>Ends a wait that was not notified.</summary>
    public void GiveUp()
    {
        Waiting--;
        Notifications = Math.Min(Notifications, Waiting);
    }

    private bool IsNotified(long number) => Volatile.Read(ref Notifications) > 0 && number < Volatile.Read(ref Limit);
}
