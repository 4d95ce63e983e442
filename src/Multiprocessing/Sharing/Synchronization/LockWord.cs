using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// A lock in eight bytes of shared memory: its <see cref="Holder"/>, or zero, and in bit 31 whether somebody may wait.
/// See the README of this folder.
/// </summary>
internal readonly unsafe struct LockWord(long* word, WordWait waits)
{
    private const long Waited = 1L << 31;

    private const int Spins = 20,
        FirstSlice = 10;

    private static SpinHistory history = new();

    /// <summary>Who holds it; <see cref="Holder.Nobody"/> if nobody does.</summary>
    public long HeldBy => Volatile.Read(ref *word) & ~Waited;

    /// <summary>Takes it if it is free.</summary>
    public bool TryTake(long holder) => Interlocked.CompareExchange(ref *word, holder, Holder.Nobody) == Holder.Nobody;

    /// <summary>Takes it; waits until it is free, or its holder has ended.</summary>
    /// <param name="holder">Who takes it.</param>
    /// <param name="before">Who ended while it held the lock.</param>
    /// <param name="deadline">When the wait ends.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled, and it was not taken.</exception>
    public LockOutcome Take(
        long holder,
        out long before,
        Deadline deadline = default,
        CancellationToken cancellation = default
    )
    {
        cancellation.ThrowIfCancellationRequested();
        before = Holder.Nobody;
        return TryTake(holder) ? LockOutcome.Taken : Wait(holder, ref before, deadline, cancellation);
    }

    /// <summary>Gives it up; false if it is not this holder's.</summary>
    public bool TryRelease(long holder)
    {
        var before = Interlocked.CompareExchange(ref *word, Holder.Nobody, holder);
        if (before == holder)
            return true;
        if (before != (holder | Waited))
            return false;

        // While it is held, and somebody may wait, nobody else changes it.
        Interlocked.Exchange(ref *word, Holder.Nobody);
        waits.Wake((int*)word, 1);
        return true;
    }

    private LockOutcome Wait(long holder, ref long abandonedBy, Deadline deadline, CancellationToken cancellation)
    {
        if (!deadline.HasPassed && TrySpin(holder))
            return LockOutcome.Taken;

        using var registration = Cancelling.Register(waits, (int*)word, cancellation);
        for (var slice = FirstSlice; ; slice = WordWait.Slice)
        {
            if (!deadline.HasPassed && TryTakeWaited(holder, deadline, slice, cancellation))
                return LockOutcome.Taken;

            var before = Volatile.Read(ref *word);
            if (before != Holder.Nobody && Holder.HasEnded(before & ~Waited))
            {
                // Whoever changes the word is the one who learns that it was abandoned.
                if (Interlocked.CompareExchange(ref *word, holder | Waited, before) == before)
                {
                    abandonedBy = before & ~Waited;
                    return LockOutcome.Abandoned;
                }
            }
            else if (deadline.HasPassed)
            {
                return LockOutcome.TimedOut;
            }
        }
    }

    private bool TrySpin(long holder)
    {
        if (!history.IsWorthIt)
            return false;

        for (var i = 0; i < Spins; i++)
        {
            Thread.SpinWait(1);
            if (Volatile.Read(ref *word) == Holder.Nobody && TryTake(holder))
            {
                history.Add(hasSucceeded: true);
                return true;
            }
        }

        history.Add(hasSucceeded: false);
        return false;
    }

    // For a slice of the time. What was waited for is taken with the mark, since others may wait, too.
    private bool TryTakeWaited(long holder, Deadline deadline, int slice, CancellationToken cancellation)
    {
        for (var start = Environment.TickCount64; ; )
        {
            var before = Volatile.Read(ref *word);
            if (before == Holder.Nobody)
            {
                if (TryTake(holder | Waited))
                    return true;
            }
            else if (
                (before & Waited) != 0
                || Interlocked.CompareExchange(ref *word, before | Waited, before) == before
            )
            {
                cancellation.ThrowIfCancellationRequested();
                var left = WordWait.Left(start, slice, deadline);
                if (left == 0)
                    return false;

                waits.Wait((int*)word, (int)(before | Waited), left);
            }
        }
    }
}
