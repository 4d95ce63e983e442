using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Pools;

// Which processes sleep, and which must be woken. None of them spins: a process that has nothing to do announces that,
// looks once more, and sleeps in a wait on its connections.
internal sealed partial class PoolMailboxes
{
    /// <summary>
    /// Below how many unclaimed mailboxes it is worth waking the parent while there is more to publish.
    /// </summary>
    public int FewUnclaimed => mailboxes.Count / 2;

    public int Unclaimed => (int)mailboxes.Unclaimed;

    /// <summary>How many mailboxes are running, of those whose tickets count as claimed.</summary>
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

    /// <summary>Whether a worker sleeps. A worker that falls asleep later sees what was published before.</summary>
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

    public bool IsSleeping(int workerIndex) =>
        (Volatile.Read(ref mailboxes.Sleepers[workerIndex / 64]) & (1L << workerIndex)) != 0;

    /// <summary>
    /// Marks a worker as awake; false if it was. It then waits for one message over its connection.
    /// </summary>
    public bool TryWake(int workerIndex) =>
        (Interlocked.And(ref mailboxes.Sleepers[workerIndex / 64], ~(1L << workerIndex)) & (1L << workerIndex)) != 0;

    /// <summary>Announces that the parent sleeps, and what wakes it; false where that has already happened.</summary>
    /// <param name="unclaimedBelow">Wake it when a chunk is done and fewer than this are unclaimed.</param>
    /// <param name="forSleeper">Wake it when a worker falls asleep.</param>
    public bool TrySleep(int unclaimedBelow, bool forSleeper)
    {
        Volatile.Write(ref mailboxes.ParentWakeCondition, WakeCondition.For(unclaimedBelow, forSleeper));
        Interlocked.MemoryBarrier();
        if (!(forSleeper && HasSleepers) && !(mailboxes.Unclaimed < unclaimedBelow && HasAnswer()))
            return true;

        MarkAwake();
        return false;
    }

    /// <summary>Announces that the parent is awake.</summary>
    public void MarkAwake() => Volatile.Write(ref mailboxes.ParentWakeCondition, 0);

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
