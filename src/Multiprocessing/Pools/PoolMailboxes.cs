using System.Buffers.Binary;
using Multiprocessing.Pickling;
using Multiprocessing.Workers;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Pools;

/// <summary>The parent's side of the shared mailboxes: small chunks on their way, and who sleeps.</summary>
internal sealed partial class PoolMailboxes : IDisposable
{
    /// <summary>What becomes of an answer.</summary>
    public delegate void Answered(PoolCall call, int chunk, ReadOnlySpan<byte> message);

    private readonly MailboxMemory mailboxes;
    private readonly Dictionary<Delegate, int> functions = [];
    private readonly PickleWriter definition = new();
    private readonly (PoolCall Job, int Chunk)[] tasks;
    private readonly int[] free,
        inFlight; // the latter in the order of their tickets
    private int freeCount,
        inFlightCount,
        functionsLength;
    private (Delegate? Function, int At) last; // looking it up costs as much as publishing

    private PoolMailboxes(MailboxMemory mailboxes)
    {
        this.mailboxes = mailboxes;
        (tasks, free, inFlight) = (
            new (PoolCall, int)[mailboxes.Count],
            new int[mailboxes.Count],
            new int[mailboxes.Count]
        );
        while (freeCount < free.Length)
            free[freeCount] = freeCount++;
    }

    private ReadOnlySpan<int> InFlight => new(inFlight, 0, inFlightCount);

    /// <summary>Mailboxes for so many workers; null where the system has no memory that can be shared so.</summary>
    public static PoolMailboxes? TryCreate(int workers) =>
        MailboxMemory.TryCreate(workers) is { } mailboxes ? new(mailboxes) : null;

    /// <summary>What the worker of a number gets.</summary>
    public WorkerMailboxes Worker(int workerIndex) => new(mailboxes, workerIndex);

    /// <summary>
    /// Whether a chunk's arguments may be published: they fit, and there is room for the name of its function.
    /// </summary>
    public bool Fits(PoolCall call, ReadOnlySpan<byte> arguments) =>
        arguments.Length <= MailboxMemory.PayloadSize
        && (ReferenceEquals(last.Function, call.Function) || TryFind(call.Function));

    /// <summary>Publishes the chunk that was last found to fit; false while there is no free mailbox.</summary>
    public bool TryPublish(PoolCall call, int chunk, ReadOnlySpan<byte> arguments)
    {
        if (freeCount == 0)
            return false;

        var mailbox = free[--freeCount];
        inFlight[inFlightCount++] = mailbox;
        tasks[mailbox] = (call, chunk);
        mailboxes.Function(mailbox) = last.At;
        mailboxes.SetPayload(mailbox, arguments);
        var ticket = mailboxes.Published;
        Volatile.Write(ref mailboxes.State(mailbox), MailboxState.Ready(ticket));
        Volatile.Write(ref mailboxes.Ring(ticket), mailbox);
        Volatile.Write(ref mailboxes.Published, ticket + 1);
        return true;
    }

    /// <summary>Takes the answers that are there.</summary>
    public void Collect(Answered answered)
    {
        int kept = 0,
            at = 0;
        var claimed = Volatile.Read(ref mailboxes.Claimed);
        try
        {
            while (at < inFlightCount)
            {
                var mailbox = inFlight[at];
                var state = Volatile.Read(ref mailboxes.State(mailbox));
                if (MailboxState.IsDone(state))
                {
                    at++;
                    var (call, chunk) = tasks[mailbox];
                    Free(mailbox);
                    answered(call, chunk, mailboxes.Payload(mailbox));
                }
                else if (MailboxState.Ticket(state) < claimed)
                {
                    inFlight[kept++] = inFlight[at++];
                }
                else
                {
                    break;
                }
            }
        }
        finally
        {
            Array.Copy(inFlight, at, inFlight, kept, inFlightCount - at);
            inFlightCount -= at - kept;
        }
    }

    /// <summary>Takes back what no worker has claimed, for its jobs to hand out again.</summary>
    public void Reclaim()
    {
        if (inFlightCount == 0)
            return;

        var kept = inFlightCount;
        for (var i = inFlightCount - 1; i >= 0; i--)
        {
            var mailbox = inFlight[i];
            var state = Volatile.Read(ref mailboxes.State(mailbox));
            if (
                MailboxState.IsReady(state)
                && Interlocked.CompareExchange(ref mailboxes.State(mailbox), MailboxState.Free, state) == state
            )
            {
                var (call, chunk) = tasks[mailbox];
                call.PutBack(chunk);
                Free(mailbox);
            }
            else
            {
                inFlight[--kept] = mailbox;
            }
        }

        Array.Copy(inFlight, kept, inFlight, 0, inFlightCount - kept);
        inFlightCount -= kept;
        mailboxes.PassTaken();
    }

    /// <summary>Takes one mailbox out of use, whose answer comes over its worker's connection; its task.</summary>
    public (PoolCall Job, int Chunk) Remove(int mailbox)
    {
        var task = tasks[mailbox];
        var at = Array.IndexOf(inFlight, mailbox, 0, inFlightCount);
        if (at < 0)
            throw new InvalidDataException($"Mailbox {mailbox} is not in use.");

        Array.Copy(inFlight, at + 1, inFlight, at, inFlightCount - at - 1);
        inFlightCount--;
        Free(mailbox);
        return task;
    }

    /// <summary>Forgets a worker that has ended; what it had claimed and not answered.</summary>
    public (PoolCall Job, int Chunk)? Lose(int workerIndex)
    {
        TryWake(workerIndex);
        mailboxes.PassTaken();
        return RunningMailbox(workerIndex) is { } mailbox ? Remove(mailbox) : null;
    }

    /// <summary>Whether a worker runs a mailbox, or has not yet been heard to have answered it.</summary>
    public bool IsRunning(int workerIndex) => RunningMailbox(workerIndex) is not null;

    public void Dispose()
    {
        (freeCount, inFlightCount) = (0, 0);
        mailboxes.Memory.Dispose();
    }

    private int? RunningMailbox(int workerIndex)
    {
        foreach (var mailbox in InFlight)
        {
            if (
                Volatile.Read(ref mailboxes.State(mailbox)) is var state
                && MailboxState.IsRunning(state)
                && MailboxState.WorkerIndex(state) == workerIndex
            )
            {
                return mailbox;
            }
        }

        return null;
    }

    private void Free(int mailbox)
    {
        Volatile.Write(ref mailboxes.State(mailbox), MailboxState.Free);
        tasks[mailbox] = default;
        free[freeCount++] = mailbox;
    }

    private bool TryFind(Delegate function)
    {
        if (!functions.TryGetValue(function, out var at) && !TryDefine(function, out at))
            return false;

        last = (function, at);
        return true;
    }

    private bool TryDefine(Delegate function, out int at)
    {
        at = functionsLength;
        definition.WriteFunction(function);
        var room = mailboxes.Functions[functionsLength..];
        if (room.Length < sizeof(int) + definition.Length)
            return false;

        BinaryPrimitives.WriteInt32LittleEndian(room, definition.Length);
        definition.Written.CopyTo(room[sizeof(int)..]);
        functions.Add(function, at);
        functionsLength += sizeof(int) + definition.Length;
        return true;
    }
}
