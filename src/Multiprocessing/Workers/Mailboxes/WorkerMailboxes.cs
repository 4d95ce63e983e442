using System.Buffers.Binary;
using Multiprocessing.Platform;

namespace Multiprocessing.Workers.Mailboxes;

/// <summary>A worker's side of the shared mailboxes.</summary>
/// <param name="mailboxes">The mailboxes.</param>
/// <param name="workerIndex">The index of this worker in the pool.</param>
internal sealed class WorkerMailboxes(MailboxMemory mailboxes, int workerIndex)
{
    /// <summary>The memory that the mailboxes are in.</summary>
    public AnonymousMemory Memory => mailboxes.Memory;

    public int WorkerIndex => workerIndex;

    /// <summary>Claims the next ready mailbox.</summary>
    public bool TryClaim(out int mailbox)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref mailboxes.Claimed);
            mailbox = -1;
            if (ticket == Volatile.Read(ref mailboxes.Published))
                return false;

            // A number that does not belong to this ticket belongs to a later one: then this ticket was already passed,
            // and neither swap succeeds.
            mailbox = Volatile.Read(ref mailboxes.Ring(ticket));
            var ready = MailboxState.Ready(ticket);
            var isMine =
                Interlocked.CompareExchange(
                    ref mailboxes.State(mailbox),
                    MailboxState.Running(ticket, workerIndex),
                    ready
                ) == ready;
            Interlocked.CompareExchange(ref mailboxes.Claimed, ticket + 1, ticket);
            if (isMine)
                return true;
        }
    }

    /// <summary>The arguments in a claimed mailbox.</summary>
    public ReadOnlySpan<byte> Arguments(int mailbox) => mailboxes.Payload(mailbox);

    /// <summary>The offset of the name of its function.</summary>
    public int Function(int mailbox) => mailboxes.Function(mailbox);

    /// <summary>The name of the function at an offset, as a message.</summary>
    public ReadOnlySpan<byte> FunctionAt(int offset)
    {
        var functions = mailboxes.Functions[offset..];
        return functions.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(functions));
    }

    /// <summary>Puts the answer into the mailbox; false if it is too long, which leaves the mailbox as it is.</summary>
    /// <param name="mailbox">A claimed mailbox.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="wakeParent">Whether the parent must be woken.</param>
    public bool TryAnswer(int mailbox, ReadOnlySpan<byte> answer, out bool wakeParent)
    {
        wakeParent = false;
        if (answer.Length > MailboxMemory.PayloadSize)
            return false;

        mailboxes.SetPayload(mailbox, answer);
        ref var state = ref mailboxes.State(mailbox);
        Volatile.Write(ref state, MailboxState.Done(state));
        Interlocked.MemoryBarrier();
        wakeParent =
            mailboxes.Unclaimed < WakeCondition.UnclaimedBelow(Volatile.Read(ref mailboxes.ParentWakeCondition))
            && ClaimWake();
        return true;
    }

    /// <summary>
    /// Records that this worker sleeps and must be woken; false if there is something to claim after all.
    /// </summary>
    /// <param name="wakeParent">Whether the parent must be woken.</param>
    public bool TrySleep(out bool wakeParent)
    {
        wakeParent = false;
        ref var sleepers = ref mailboxes.Sleepers[workerIndex / 64];
        var bit = 1L << workerIndex;
        Interlocked.Or(ref sleepers, bit);
        Interlocked.MemoryBarrier();

        // A bit cleared by the parent means that it has sent, or will send, a message that must be received first.
        if (mailboxes.Unclaimed > 0 && (Interlocked.And(ref sleepers, ~bit) & bit) != 0)
            return false;

        wakeParent = WakeCondition.WakesForIdleWorker(Volatile.Read(ref mailboxes.ParentWakeCondition)) && ClaimWake();
        return true;
    }

    /// <summary>
    /// Records that this worker no longer sleeps; false if the parent has recorded that, and a message is on its way.
    /// </summary>
    /// <param name="isEmpty">Whether there is nothing to claim.</param>
    public bool TryAwake(out bool isEmpty)
    {
        var bit = 1L << workerIndex;
        var wasSleeping = (Interlocked.And(ref mailboxes.Sleepers[workerIndex / 64], ~bit) & bit) != 0;
        isEmpty = wasSleeping && mailboxes.Unclaimed == 0;
        return wasSleeping;
    }

    /// <summary>Records that this worker sleeps, though there may be something to claim, and must be woken.</summary>
    public void Sleep() => Interlocked.Or(ref mailboxes.Sleepers[workerIndex / 64], 1L << workerIndex);

    // One worker at most wakes the parent.
    private bool ClaimWake() => Interlocked.Exchange(ref mailboxes.ParentWakeCondition, 0) != 0;
}
