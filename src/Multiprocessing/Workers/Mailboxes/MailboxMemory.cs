using System.Numerics;
using Multiprocessing.Platform;

namespace Multiprocessing.Workers.Mailboxes;

/// <summary>
/// How the memory is laid out that a pool shares with its workers: counters, each on a cache line of its own; a ring of
/// mailbox numbers; functions; mailboxes.
/// </summary>
/// <remarks>
/// The parent fills a free mailbox, makes it ready under the next ticket, and puts its number into the ring. Who takes
/// a ready mailbox, a worker to run it or the parent to take
/// it back, does so by one compare-and-swap of the mailbox's state, which holds ticket and taker: so a worker may die
/// at any point, and it is known what it had. The count of
/// claimed tickets only says where to look first.
/// </remarks>
internal sealed unsafe class MailboxMemory
{
    /// <summary>How many workers there can be.</summary>
    public const int MaxWorkers = 1024;

    /// <summary>How many bytes of a chunk's arguments, or of the answer to it, a mailbox holds.</summary>
    public const int PayloadSize = MailboxSize - PayloadAt;

    private const int MailboxesPerWorker = 4;
    private const int Line = 128,
        MailboxSize = 1024,
        PayloadAt = 16,
        FunctionsSize = 16384 - HeaderSize;
    private const int PublishedAt = Line,
        ClaimedAt = 2 * Line,
        WakeConditionAt = 3 * Line,
        SleepersAt = 4 * Line,
        HeaderSize = SleepersAt + (MaxWorkers / 8);

    private readonly SharedMemory memory;
    private readonly byte* start,
        ring,
        mailboxes;

    private MailboxMemory(SharedMemory memory)
    {
        this.memory = memory;
        start = memory.Start;
        ring = start + HeaderSize + FunctionsSize;
        Count = *(int*)start;
        mailboxes = ring + (Count * sizeof(int));
    }

    /// <summary>How many mailboxes there are: a power of two, and several for each worker.</summary>
    public int Count { get; }

    /// <summary>What a worker inherits.</summary>
    public SharedMemory Memory => memory;

    /// <summary>How many tickets the parent has given out.</summary>
    public ref long Published => ref *(long*)(start + PublishedAt);

    /// <summary>The ticket before which none is ready any more.</summary>
    public ref long Claimed => ref *(long*)(start + ClaimedAt);

    /// <summary>What the parent sleeps for, as <see cref="WakeCondition"/> has it; 0 while it is awake.</summary>
    public ref int ParentWakeCondition => ref *(int*)(start + WakeConditionAt);

    /// <summary>Which workers sleep, a bit each.</summary>
    public Span<long> Sleepers => new(start + SleepersAt, Count / (MailboxesPerWorker * 64));

    /// <summary>The names of functions, each after its length.</summary>
    public Span<byte> Functions => new(start + HeaderSize, FunctionsSize);

    /// <summary>How many tickets no worker has taken.</summary>
    public long Unclaimed
    {
        get
        {
            var claimed = Volatile.Read(ref Claimed);
            return Volatile.Read(ref Published) - claimed;
        }
    }

    /// <summary>Memory for so many workers; null where there can be none.</summary>
    public static MailboxMemory? TryCreate(int workers)
    {
        const int atLeast = 256;
        if (workers > MaxWorkers)
            return null;

        var count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(atLeast, workers * MailboxesPerWorker));
        if (
            SharedMemory.TryCreate(HeaderSize + FunctionsSize + (count * (sizeof(int) + MailboxSize))) is not { } memory
        )
        {
            return null;
        }

        *(int*)memory.Start = count;
        return new(memory);
    }

    /// <summary>The memory that the parent made.</summary>
    public static MailboxMemory Open(SharedMemory memory) => new(memory);

    /// <summary>The mailbox that was published under a ticket, or under one that came after it.</summary>
    public ref int Ring(long ticket) => ref *(int*)(ring + ((int)(ticket & (Count - 1)) * sizeof(int)));

    /// <summary>A mailbox's state, as <see cref="MailboxState"/> has it.</summary>
    public ref long State(int mailbox) => ref *(long*)At(mailbox);

    /// <summary>Where the name of a mailbox's function stands.</summary>
    public ref int Function(int mailbox) => ref *(int*)(At(mailbox) + sizeof(long));

    /// <summary>What a mailbox holds.</summary>
    public ReadOnlySpan<byte> Payload(int mailbox) => new(At(mailbox) + PayloadAt, Length(mailbox));

    /// <summary>Fills a mailbox.</summary>
    public void SetPayload(int mailbox, ReadOnlySpan<byte> payload)
    {
        Length(mailbox) = payload.Length;
        payload.CopyTo(new(At(mailbox) + PayloadAt, PayloadSize));
    }

    /// <summary>
    /// Passes the tickets that are not ready any more, for one who took such a ticket may not have come to do so.
    /// </summary>
    public void PassTaken()
    {
        for (var ticket = Volatile.Read(ref Claimed); ticket < Volatile.Read(ref Published); ticket++)
        {
            if (Volatile.Read(ref State(Ring(ticket))) == MailboxState.Ready(ticket))
                return;

            Interlocked.CompareExchange(ref Claimed, ticket + 1, ticket);
        }
    }

    private ref int Length(int mailbox) => ref *(int*)(At(mailbox) + sizeof(long) + sizeof(int));

    private byte* At(int mailbox) => mailboxes + ((nint)mailbox * MailboxSize);
}
