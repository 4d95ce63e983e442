using System.Buffers.Binary;
using Multiprocessing.Platform;

namespace Multiprocessing.Workers.Mailboxes;

/// <summary>A worker's side of the shared mailboxes.</summary>
/// <param name="mailboxes">The mailboxes.</param>
/// <param name="workerIndex">Which of the pool's workers this is.</param>
internal sealed class WorkerMailboxes(MailboxMemory mailboxes, int workerIndex)
{
    /// <summary>The memory that the mailboxes are in.</summary>
    public SharedMemory Memory => mailboxes.Memory;

    public int WorkerIndex => workerIndex;

    /// <summary>Takes the next mailbox that is ready.</summary>
    public bool TryClaim(out int mailbox)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref mailboxes.Claimed);
            mailbox = -1;
            if (ticket == Volatile.Read(ref mailboxes.Published))
                return false;

            // A number that is not of this ticket is of a later one: then others have passed this one, and neither swap
            // succeeds.
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

    /// <summary>The arguments in a mailbox that was claimed.</summary>
    public ReadOnlySpan<byte> Arguments(int mailbox) => mailboxes.Payload(mailbox);

    /// <summary>Where the name of its function stands.</summary>
    public int Function(int mailbox) => mailboxes.Function(mailbox);

    /// <summary>The name of the function that stands there, as a message.</summary>
    public ReadOnlySpan<byte> FunctionAt(int offset)
    {
        var functions = mailboxes.Functions[offset..];
        return functions.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(functions));
    }

    /// <summary>Puts the answer into the mailbox; false where it is too long, and the mailbox stays as it is.</summary>
    /// <param name="mailbox">A mailbox that was claimed.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="ring">Whether the parent is to be rung.</param>
    public bool TryAnswer(int mailbox, ReadOnlySpan<byte> answer, out bool ring)
    {
        ring = false;
        if (answer.Length > MailboxMemory.PayloadSize)
            return false;

        mailboxes.SetPayload(mailbox, answer);
        ref var state = ref mailboxes.State(mailbox);
        Volatile.Write(ref state, MailboxState.Done(state));
        Interlocked.MemoryBarrier();
        ring =
            mailboxes.Unclaimed < WakeCondition.UnclaimedBelow(Volatile.Read(ref mailboxes.ParentWakeCondition))
            && WakeParent();
        return true;
    }

    /// <summary>
    /// Says that this worker sleeps, and is to be rung; false where there is something to claim after all.
    /// </summary>
    /// <param name="ring">Whether the parent is to be rung.</param>
    public bool TrySleep(out bool ring)
    {
        ring = false;
        ref var sleepers = ref mailboxes.Sleepers[workerIndex / 64];
        var bit = 1L << workerIndex;
        Interlocked.Or(ref sleepers, bit);
        Interlocked.MemoryBarrier();

        // A bit that the parent took means that it has sent, or will, what must be received first.
        if (mailboxes.Unclaimed > 0 && (Interlocked.And(ref sleepers, ~bit) & bit) != 0)
            return false;

        ring = WakeCondition.WakesForIdleWorker(Volatile.Read(ref mailboxes.ParentWakeCondition)) && WakeParent();
        return true;
    }

    private bool WakeParent() => Interlocked.Exchange(ref mailboxes.ParentWakeCondition, 0) != 0;
}
