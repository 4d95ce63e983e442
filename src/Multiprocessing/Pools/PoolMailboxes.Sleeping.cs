using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Pools;

// Who sleeps, and who is to be rung. Nobody watches: who has nothing to do says so, looks once more, and sleeps over
// its connections.
internal sealed partial class PoolMailboxes
{
    /// <summary>How few unclaimed mailboxes are worth the parent's being rung while there is more to publish.</summary>
    public int FewUnclaimed => mailboxes.Count / 2;

    public int Unclaimed => (int)mailboxes.Unclaimed;

    /// <summary>How many mailboxes are being run, of those whose tickets count as claimed.</summary>
    public int CountRunning()
    {
        var running = 0;
        var claimed = Volatile.Read(ref mailboxes.Claimed);
        foreach (var mailbox in InFlight)
        {
            var state = Volatile.Read(ref mailboxes.State(mailbox));
            if (MailboxState.Ticket(state) >= claimed)
                break;
            if (MailboxState.IsRunning(state))
                running++;
        }

        return running;
    }

    /// <summary>Whether a worker sleeps. What was published before is seen by one that falls asleep later.</summary>
    public bool HasSleepers
    {
        get
        {
            Interlocked.MemoryBarrier();
            foreach (ref var sleepers in mailboxes.Sleepers)
            {
                if (Volatile.Read(ref sleepers) != 0)
                    return true;
            }

            return false;
        }
    }

    public bool Sleeps(int workerIndex) =>
        (Volatile.Read(ref mailboxes.Sleepers[workerIndex / 64]) & (1L << workerIndex)) != 0;

    /// <summary>
    /// Makes a worker one that does not sleep; false if it was awake. It now waits for one message over its connection.
    /// </summary>
    public bool TryWake(int workerIndex) =>
        (Interlocked.And(ref mailboxes.Sleepers[workerIndex / 64], ~(1L << workerIndex)) & (1L << workerIndex)) != 0;

    /// <summary>Says that the parent sleeps, and what for; false where that has happened.</summary>
    /// <param name="unclaimedBelow">It is to be rung when a chunk is done and fewer are unclaimed than this.</param>
    /// <param name="forSleeper">It is to be rung when a worker falls asleep.</param>
    public bool TrySleep(int unclaimedBelow, bool forSleeper)
    {
        Volatile.Write(ref mailboxes.ParentWakeCondition, WakeCondition.For(unclaimedBelow, forSleeper));
        Interlocked.MemoryBarrier();
        if (!(forSleeper && HasSleepers) && !(mailboxes.Unclaimed < unclaimedBelow && HasAnswer()))
            return true;

        Awake();
        return false;
    }

    /// <summary>Says that the parent is awake.</summary>
    public void Awake() => Volatile.Write(ref mailboxes.ParentWakeCondition, 0);

    private bool HasAnswer()
    {
        var claimed = Volatile.Read(ref mailboxes.Claimed);
        foreach (var mailbox in InFlight)
        {
            var state = Volatile.Read(ref mailboxes.State(mailbox));
            if (MailboxState.IsDone(state))
                return true;
            if (MailboxState.Ticket(state) >= claimed)
                return false;
        }

        return false;
    }
}
