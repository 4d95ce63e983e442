using System.Buffers.Binary;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Workers;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Pools;

/// <summary>The parent's side of the shared mailboxes: small chunks on their way, and which workers sleep.</summary>
internal sealed partial class PoolMailboxes : IDisposable
{
    /// <summary>Handles the answer to a chunk.</summary>
    public delegate void AnswerHandler(PoolCall call, int chunk, ReadOnlySpan<byte> message);

    private readonly MailboxMemory mailboxes;
    private readonly Dictionary<(Delegate Function, bool IsPerItem), int> functions = [];
    private readonly PickleWriter definition = new();
    private readonly (PoolCall Call, int Chunk)[] chunks;
    private readonly int[] free,
        inFlight; // the latter in the order of their tickets
    private int freeCount,
        inFlightCount,
        functionsLength;

    // Looking it up takes as long as publishing.
    private ((Delegate? Function, bool IsPerItem) Work, int At) lastFunction;

    private PoolMailboxes(MailboxMemory mailboxes)
    {
        this.mailboxes = mailboxes;
        (chunks, free, inFlight) = (
            new (PoolCall, int)[mailboxes.Count],
            new int[mailboxes.Count],
            new int[mailboxes.Count]
        );
        for (freeCount = 0; freeCount < free.Length; freeCount++)
            free[freeCount] = freeCount;
    }

    private ReadOnlySpan<int> InFlight => new(inFlight, 0, inFlightCount);

    /// <summary>Mailboxes for a number of workers; null where the system cannot share memory in this way.</summary>
    public static PoolMailboxes? TryCreate(int workers) =>
        MailboxMemory.TryCreate(workers) is { } mailboxes ? new(mailboxes) : null;

    /// <summary>The side of one worker.</summary>
    public WorkerMailboxes ForWorker(int workerIndex) => new(mailboxes, workerIndex);

    /// <summary>
    /// Whether a chunk can be published: its arguments fit, and there is room for the name of its function.
    /// </summary>
    public bool Fits(PoolCall call, ReadOnlySpan<byte> arguments) =>
        arguments.Length <= MailboxMemory.PayloadSize && (IsLast(call.Work) || TryFind(call.Work));

    /// <summary>Publishes the chunk that last was found to fit; false while no mailbox is free.</summary>
    public bool TryPublish(PoolCall call, int chunk, ReadOnlySpan<byte> arguments)
    {
        if (freeCount == 0)
            return false;

        var mailbox = free[--freeCount];
        inFlight[inFlightCount++] = mailbox;
        chunks[mailbox] = (call, chunk);
        mailboxes.Function(mailbox) = lastFunction.At;
        mailboxes.SetPayload(mailbox, arguments);
        var ticket = mailboxes.Published;
        Volatile.Write(ref mailboxes.State(mailbox), MailboxState.Ready(ticket));
        Volatile.Write(ref mailboxes.Ring(ticket), mailbox);
        Volatile.Write(ref mailboxes.Published, ticket + 1);
        if (EventLog.IsOn)
            EventLog.Write($"published chunk {chunk} of call {call.Number} in mailbox {mailbox}");
        return true;
    }

    /// <summary>Hands over the answers that have arrived.</summary>
    public void Collect(AnswerHandler onAnswer)
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
                    var (call, chunk) = chunks[mailbox];
                    Free(mailbox);
                    if (EventLog.IsOn)
                        LogAnswer(state, call, chunk);
                    onAnswer(call, chunk, mailboxes.Payload(mailbox));
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

    /// <summary>Takes back what no worker has claimed, for its calls to hand out again.</summary>
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
                var (call, chunk) = chunks[mailbox];
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

    /// <summary>
    /// Frees a mailbox whose answer comes over its worker's connection, and returns the chunk that it held.
    /// </summary>
    public (PoolCall Call, int Chunk) Remove(int mailbox)
    {
        var held = chunks[mailbox];
        var at = Array.IndexOf(inFlight, mailbox, 0, inFlightCount);
        if (at < 0)
            throw new InvalidDataException($"Mailbox {mailbox} is not in use.");

        Array.Copy(inFlight, at + 1, inFlight, at, inFlightCount - at - 1);
        inFlightCount--;
        Free(mailbox);
        return held;
    }

    /// <summary>Forgets a worker that has ended, and returns the chunk that it had claimed and not answered.</summary>
    public (PoolCall Call, int Chunk)? Lose(int workerIndex)
    {
        TryWake(workerIndex);
        mailboxes.PassTaken();
        return RunningMailbox(workerIndex) is { } mailbox ? Remove(mailbox) : null;
    }

    /// <summary>Whether a worker runs a mailbox, or its answer has not been seen yet.</summary>
    public bool IsRunning(int workerIndex) => RunningMailbox(workerIndex) is not null;

    public void Dispose()
    {
        (freeCount, inFlightCount) = (0, 0);
        mailboxes.Memory.Dispose();
    }

    private static void LogAnswer(long state, PoolCall call, int chunk) =>
        EventLog.Write($"worker {MailboxState.WorkerIndex(state)} answered chunk {chunk} of call {call.Number}");

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
        chunks[mailbox] = default;
        free[freeCount++] = mailbox;
    }

    private bool IsLast((Delegate Function, bool IsPerItem) work) =>
        ReferenceEquals(lastFunction.Work.Function, work.Function) && lastFunction.Work.IsPerItem == work.IsPerItem;

    private bool TryFind((Delegate Function, bool IsPerItem) work)
    {
        if (!functions.TryGetValue(work, out var at) && !TryDefine(work, out at))
            return false;

        lastFunction = (work, at);
        return true;
    }

    private bool TryDefine((Delegate Function, bool IsPerItem) work, out int at)
    {
        at = functionsLength;
        definition.WriteFunction(work.Function, work.IsPerItem);
        var room = mailboxes.Functions[functionsLength..];
        if (room.Length < sizeof(int) + definition.Length)
            return false;

        BinaryPrimitives.WriteInt32LittleEndian(room, definition.Length);
        definition.Written.CopyTo(room[sizeof(int)..]);
        functions.Add(work, at);
        functionsLength += sizeof(int) + definition.Length;
        return true;
    }
}
