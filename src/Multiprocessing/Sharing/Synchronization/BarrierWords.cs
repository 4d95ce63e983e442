using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// A barrier in shared memory: a lock; the number of the current round, on which the parties sleep; and the process of
/// each party that waits. See the README of this folder.
/// </summary>
internal readonly unsafe struct BarrierWords(byte* start, int parties, WordWait waits)
{
    private const int Rounds = 64; // whose outcome is remembered

    private LockWord Lock => new((long*)start, waits);

    private WaitedWord Round => new((int*)(start + 8), waits);

    private ref int Count => ref *(int*)(start + 16);

    private ref int Broken => ref *(int*)(start + 20);

    private ref long BrokenRounds => ref *(long*)(start + 24);

    /// <summary>How many parties wait.</summary>
    public int Waiting => Volatile.Read(ref Count);

    public bool IsBroken => Volatile.Read(ref Broken) != 0;

    public static int Size(int parties) => 32 + (parties * sizeof(long));

    /// <summary>Waits for the others; the index of this party in its round, or -1 if the barrier is broken.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled, which broke the barrier.</exception>
    public int Wait(Deadline deadline, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Enter();
        var (round, index) = (Round.Value, Count);
        if (IsBroken)
        {
            Leave();
            return -1;
        }

        Party(index) = Holder.Process;
        Volatile.Write(ref Count, index + 1);
        if (index + 1 == parties)
        {
            EndRound(isBroken: false);
            Leave();
            return index;
        }

        Leave();
        return Sleep(round, index, deadline, cancellation) ? index : -1;
    }

    /// <summary>Breaks it: all that wait fail.</summary>
    public void Abort()
    {
        Enter();
        Break();
        Leave();
    }

    /// <summary>Makes it as new; all that wait fail.</summary>
    public void Reset()
    {
        Enter();
        if (Count > 0)
            EndRound(isBroken: true);
        Volatile.Write(ref Broken, 0);
        Leave();
    }

    private ref long Party(int index) => ref ((long*)(start + 32))[index];

    private bool Sleep(int round, int index, Deadline deadline, CancellationToken cancellation)
    {
        var isOver = false;
        try
        {
            isOver = Round.Wait(
                static (wait, now) => now != wait.Round,
                (Words: this, Round: round, Index: index),
                deadline,
                cancellation,
                static wait => wait.Words.BreakIfPartyEnded(wait.Round, wait.Index)
            );
        }
        finally
        {
            if (!isOver)
                BreakRound(round);
        }

        return (Volatile.Read(ref BrokenRounds) & Bit(round)) == 0;
    }

    // Each looks at the one before it, so that one that has ended is noticed by another that has not. One that ended
    // in the middle of a change holds the lock.
    private void BreakIfPartyEnded(int round, int index)
    {
        var count = Waiting;
        var before = Volatile.Read(ref Party(index > 0 ? index - 1 : Math.Max(0, count - 1)));
        if (IsEnded(before) || IsEnded(Lock.HeldBy))
            BreakRound(round);
    }

    private static bool IsEnded(long holder) => holder != Holder.Nobody && Holder.HasEnded(holder);

    private void BreakRound(int round)
    {
        Enter();
        if (Round.Value == round)
            Break();
        Leave();
    }

    private void Break()
    {
        Volatile.Write(ref Broken, 1);
        EndRound(isBroken: true);
    }

    private void EndRound(bool isBroken)
    {
        var bit = Bit(Round.Value);
        Volatile.Write(ref BrokenRounds, isBroken ? BrokenRounds | bit : BrokenRounds & ~bit);
        Volatile.Write(ref Count, 0);
        Interlocked.Increment(ref Round.Value);
        Round.Wake();
    }

    private static long Bit(int round) => 1L << (round & (Rounds - 1));

    private void Enter()
    {
        // A party that ended in the middle of a change leaves what nobody can rely on.
        if (Lock.Take(Holder.Thread, out _) == LockOutcome.Abandoned)
            Break();
    }

    private void Leave() => Lock.TryRelease(Holder.Thread);
}
