using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Multiprocessing.Platform;
using Multiprocessing.Sharing.Queues;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>Makes queues in shared memory.</summary>
public static class SharedQueue
{
    /// <summary>Creates a queue.</summary>
    /// <param name="capacity">How many items it holds at most, from 1 to 16,777,216. Each takes 128 bytes from the
    /// beginning.</param>
    /// <param name="bytes">How many bytes its items have together at most, besides small ones; they take memory only
    /// while they are there. It is rounded up to whole megabytes; defaults to 1 GiB, on Windows, where all
    /// of it is reserved, to 64 MiB.</param>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive, or too large.</exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedQueue<T> Create<T>(int capacity = 1024, long? bytes = null, string? name = null) =>
        SharedQueue<T>.Create(capacity, bytes, name);

    /// <summary>Opens a queue that another process created, or this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SharedMemoryException">There is none with that name, or it is something else, or its items are
    /// of another type.</exception>
    public static SharedQueue<T> Open<T>(string name) => SharedQueue<T>.Open(name);
}

/// <summary>
/// A bounded queue in shared memory, of which any process puts and takes items. CPython: <c>multiprocessing.Queue</c>,
/// <c>SimpleQueue</c>.
/// </summary>
/// <remarks>
/// <para>An item is pickled by the call that puts it: a later change of the object is not seen, and an object that
/// cannot be sent is refused there. No thread feeds the queue: once <see cref="Put"/> has returned, the item is in it,
/// whatever happens to the process.</para>
/// <para>A process that is killed in the middle of a call leaves the queue as it was before the call, or as it is
/// afterwards: what it put is there as a whole or not at all, and what it took is gone, or still there. An item that a
/// killed process had taken is lost with it.</para>
/// <para>An item that is itself in shared memory, for example a <see cref="SharedLock"/>, crosses by its name: who puts
/// it must not dispose of it before it was taken.</para>
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed unsafe partial class SharedQueue<T> : SharedSynchronization
{
    private const int MostItems = 1 << 24;

    // The system of Windows reserves all of it.
    private static long DefaultBytes => OperatingSystem.IsWindows() ? 64L << 20 : 1L << 30;

    private readonly int capacity;
    private readonly long bytes;

    internal SharedQueue(SharedMemory memory)
        : base(memory, SharedKind.Queue, SharedHeader.Length)
    {
        (capacity, bytes) = ((int)Header.First, Header.Second);
        Header.Check(memory, SharedKind.Queue, SharedHeader.Length + QueueSlots.Size(Slots(capacity), bytes));
        if (Header.Third != ItemType.Number)
        {
            throw new SharedMemoryException(
                SharedMemoryError.WrongContent,
                $"The shared memory '{memory.Name}' is a queue of {Header.Text}, not of {ItemType.Text}."
            );
        }
    }

    /// <summary>How many items it holds at most. CPython: <c>maxsize</c>.</summary>
    public int Capacity => capacity;

    /// <summary>The number of items; other processes can change it at any time. CPython: <c>qsize</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public int Count => Queue.Count;

    /// <summary>Whether there is no item at this moment. CPython: <c>empty</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool IsEmpty => Count == 0;

    /// <summary>Whether there is no room for another item at this moment. CPython: <c>full</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool IsFull => Count >= capacity;

    /// <summary>Whether no more items can be put.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool IsComplete => Queue.IsComplete;

    private QueueMemory Queue => new(new(Words, Slots(capacity), bytes), capacity, bytes, Memory, Waits);

    private string DebuggerDisplay => $"SharedQueue {Name}, {capacity:N0} items at most";

    internal static SharedQueue<T> Create(int capacity, long? limit, string? name)
    {
        var bytes = limit ?? DefaultBytes;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MostItems);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 1L << 40);
        bytes = (bytes + QueueSlots.Step - 1) / QueueSlots.Step * QueueSlots.Step;
        var header = new SharedHeader
        {
            First = capacity,
            Second = bytes,
            Third = ItemType.Number,
            Text = ItemType.Text,
        };
        var slots = Slots(capacity);
        return new(
            Make(
                name,
                SharedKind.Queue,
                SharedHeader.Length + QueueSlots.Size(slots, bytes),
                header,
                reserved: SharedHeader.Length + QueueSlots.FirstSize(slots, bytes)
            )
        );
    }

    internal static SharedQueue<T> Open(string name) =>
        SharedMemory.Open(name, static memory => new SharedQueue<T>(memory));

    /// <summary>Puts an item; waits for room. CPython: <c>put</c>.</summary>
    /// <param name="item">The item; the queue gets a copy of it as it is now.</param>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The queue was still full when the time was up.</exception>
    /// <inheritdoc cref="TryPut"/>
    public void Put(T item, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (!TryPut(item, timeout ?? Timeout.InfiniteTimeSpan, cancellation))
            throw new TimeoutException("The queue was still full when the timeout expired.");
    }

    /// <summary>Puts an item if there is room, at once or before the time is up.</summary>
    /// <param name="item">The item; the queue gets a copy of it as it is now.</param>
    /// <param name="timeout">How long to wait for room; defaults to not at all.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and nothing was put.</returns>
    /// <exception cref="PicklingException">The item cannot be sent to another process; nothing was put.</exception>
    /// <exception cref="ArgumentException">The item is larger than all items of the queue can be together.</exception>
    /// <exception cref="InvalidOperationException">The queue is complete.</exception>
    /// <exception cref="SharedMemoryException">The system has no memory left for the item; nothing was put.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was put.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    public bool TryPut(T item, TimeSpan timeout = default, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        using var kept = Keep();
        var pickler = QueuePickler.Rent();
        try
        {
            var pickle = pickler.Dump(item);
            if (pickle.Length > bytes)
            {
                throw new ArgumentException(
                    $"The item takes {pickle.Length:N0} bytes, and all items of the queue can have {bytes:N0}.",
                    nameof(item)
                );
            }

            return Queue.TryPut(pickle, deadline, cancellation);
        }
        finally
        {
            pickler.Return();
        }
    }

    /// <summary>Takes the first item; waits for one. CPython: <c>get</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The queue was still empty when the time was up.</exception>
    /// <exception cref="InvalidOperationException">The queue is complete, and everything was taken.</exception>
    /// <inheritdoc cref="TryGet"/>
    public T Get(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (TryGet(out var item, timeout ?? Timeout.InfiniteTimeSpan, cancellation))
            return item;

        throw IsComplete && IsEmpty
            ? Exhausted()
            : new TimeoutException("The queue was still empty when the timeout expired.");
    }

    /// <summary>Takes the first item if there is one, at once or before the time is up.</summary>
    /// <param name="item">The item.</param>
    /// <param name="timeout">How long to wait for an item; defaults to not at all.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, or as soon as the queue is complete and empty; nothing was taken.</returns>
    /// <exception cref="UnpicklingException">What was taken cannot be created here; it is gone.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was taken.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    public bool TryGet(
        [MaybeNullWhen(false)] out T item,
        TimeSpan timeout = default,
        CancellationToken cancellation = default
    )
    {
        var deadline = Deadline.OfTimeout(timeout);
        using var kept = Keep();
        var pickler = QueuePickler.Rent();
        try
        {
            var isTaken = Queue.TryTake(ref pickler.Buffer, out var length, deadline, cancellation);
            item = isTaken ? pickler.Load<T>(length) : default;
            return isTaken;
        }
        finally
        {
            pickler.Return();
        }
    }

    /// <summary>Takes items until the queue is complete and empty; waits for each.</summary>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <inheritdoc cref="TryGet"/>
    public IEnumerable<T> GetAll(CancellationToken cancellation = default)
    {
        while (TryGet(out var item, Timeout.InfiniteTimeSpan, cancellation))
            yield return item;
    }

    /// <summary>
    /// Lets no more items be put, by any process; what is there can still be taken. CPython 3.13: <c>shutdown</c>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    public void Complete()
    {
        using var kept = Keep();
        Queue.Complete();
    }

    private static InvalidOperationException Exhausted() => new("The queue is complete, and all its items were taken.");

    private static int Slots(int capacity) => (int)BitOperations.RoundUpToPowerOf2((uint)capacity + 1);

    // A name, and a number that tells types with the same beginning of a name apart.
    private static class ItemType
    {
        private const int Shown = 32;

        public static readonly long Number = Hash(typeof(T).ToString());

        public static readonly string Text =
            typeof(T).ToString() is var name && name.Length > Shown ? name[..(Shown - 1)] + "…" : name;

        private static long Hash(string text)
        {
            var hash = 14695981039346656037UL; // FNV-1a
            foreach (var letter in text)
                hash = unchecked((hash ^ letter) * 1099511628211UL);
            return (long)hash;
        }
    }
}
