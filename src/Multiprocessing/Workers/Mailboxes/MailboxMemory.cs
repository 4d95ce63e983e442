using System.Numerics;
using Multiprocessing.Platform;

namespace Multiprocessing.Workers.Mailboxes;

/// <summary>
/// The layout of the memory that a pool shares with its workers: counters, each on its own cache line; functions; a
/// ring of mailbox numbers; mailboxes.
/// </summary>
/// <remarks>
/// The parent fills a free mailbox, marks it ready under the next ticket, and puts its number into the ring. A worker
/// claims a ready mailbox to run it, the parent to take it back; both do so by one compare-and-swap of the mailbox's
/// state, which holds the ticket and the worker. A worker can therefore die at any point, and the parent knows what it
/// was running. The count of claimed tickets only says where to look first.
/// </remarks>
internal sealed unsafe class MailboxMemory
{
    /// <summary>The largest number of workers.</summary>
    public const int MaxWorkers = 1024;

    /// <summary>The number of bytes that a mailbox holds of a chunk's arguments, or of the answer to it.</summary>
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

    private readonly AnonymousMemory memory;
    private readonly byte* start,
        ring,
        mailboxes;

    private MailboxMemory(AnonymousMemory memory)
    {
        this.memory = memory;
        start = memory.Start;
        ring = start + HeaderSize + FunctionsSize;
        Count = *(int*)start;
        mailboxes = ring + (Count * sizeof(int));
    }

    /// <summary>The number of mailboxes: a power of two, several for each worker.</summary>
    public int Count { get; }

    /// <summary>The memory that a worker inherits.</summary>
    public AnonymousMemory Memory => memory;

    /// <summary>The number of tickets that the parent has issued.</summary>
    public ref long Published => ref *(long*)(start + PublishedAt);

    /// <summary>No ticket before this one is still ready.</summary>
    public ref long Claimed => ref *(long*)(start + ClaimedAt);

    /// <summary>The <see cref="WakeCondition"/> of the sleeping parent; 0 while it is awake.</summary>
    public ref int ParentWakeCondition => ref *(int*)(start + WakeConditionAt);

    /// <summary>The sleeping workers, one bit each.</summary>
    public Span<long> Sleepers => new(start + SleepersAt, Count / (MailboxesPerWorker * 64));

    /// <summary>The names of functions, each after its length.</summary>
    public Span<byte> Functions => new(start + HeaderSize, FunctionsSize);

    /// <summary>The number of tickets that no worker has claimed.</summary>
    public long Unclaimed
    {
        get
        {
            var claimed = Volatile.Read(ref Claimed);
            return Volatile.Read(ref Published) - claimed;
        }
    }

    /// <summary>Memory for a number of workers; null if the system cannot provide it.</summary>
    public static MailboxMemory? TryCreate(int workers)
    {
        const int atLeast = 256;
        if (workers > MaxWorkers)
            return null;

        var count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(atLeast, workers * MailboxesPerWorker));
        if (
            AnonymousMemory.TryCreate(HeaderSize + FunctionsSize + (count * (sizeof(int) + MailboxSize)))
            is not { } memory
        )
        {
            return null;
        }

        *(int*)memory.Start = count;
        return new(memory);
    }

    /// <summary>The memory that the parent created.</summary>
    public static MailboxMemory Open(AnonymousMemory memory) => new(memory);

    /// <summary>The mailbox that was published under a ticket, or under a later one.</summary>
    public ref int Ring(long ticket) => ref *(int*)(ring + ((int)(ticket & (Count - 1)) * sizeof(int)));

    /// <summary>A mailbox's <see cref="MailboxState"/>.</summary>
    public ref long State(int mailbox) => ref *(long*)At(mailbox);

    /// <summary>The offset of the name of a mailbox's function.</summary>
    public ref int Function(int mailbox) => ref *(int*)(At(mailbox) + sizeof(long));

    /// <summary>The content of a mailbox.</summary>
    public ReadOnlySpan<byte> Payload(int mailbox) => new(At(mailbox) + PayloadAt, Length(mailbox));

    /// <summary>Fills a mailbox.</summary>
    public void SetPayload(int mailbox, ReadOnlySpan<byte> payload)
    {
        Length(mailbox) = payload.Length;
        payload.CopyTo(new(At(mailbox) + PayloadAt, PayloadSize));
    }

    /// <summary>
    /// Advances over the tickets that are no longer ready: their workers may have died before advancing.
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
