using Multiprocessing.Platform;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing.Sharing.Queues;

/// <summary>Puts byte strings into a queue in shared memory, and takes them. See the README of this folder.</summary>
/// <param name="slots">Where it is.</param>
/// <param name="capacity">How many items it holds at most.</param>
/// <param name="bytes">The length of its ring of bytes.</param>
/// <param name="memory">The segment.</param>
/// <param name="waits">The waits on its words.</param>
internal readonly unsafe struct QueueMemory(
    QueueSlots slots,
    int capacity,
    long bytes,
    SharedMemory memory,
    WordWait waits
)
{
    private const int Spins = 20;

    private static SpinHistory history = new();

    // For those that do not wait at all: nobody holds a lock for long.
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(1);

    /// <summary>How many items there are.</summary>
    public int Count => slots.Count;

    /// <summary>Whether no more items will be put.</summary>
    public bool IsComplete => Volatile.Read(ref slots.Complete) != 0;

    private WaitedWord Put => new(slots.Put, waits);

    private WaitedWord Taken => new(slots.Taken, waits);

    private LockWord PutLock => new(slots.PutLock, waits);

    private LockWord TakeLock => new(slots.TakeLock, waits);

    // Those that wait for room go on when there is some for several of them, or after a slice of time.
    private int RoomThatWakes => Math.Max(1, capacity / 8);

    /// <summary>Puts an item; false when the deadline passed and there was no room.</summary>
    /// <exception cref="InvalidOperationException">The queue is complete.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled, and nothing was put.</exception>
    /// <exception cref="SharedMemoryException">There is no memory for the item.</exception>
    public bool TryPut(ReadOnlySpan<byte> item, Deadline deadline, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (var spins = 0; ; spins++)
        {
            if (!TryLock(PutLock, deadline, cancellation))
                return false;

            int taken;
            try
            {
                if (IsComplete)
                    throw new InvalidOperationException("The queue is complete: no more items can be put.");

                taken = Volatile.Read(ref *slots.Taken);
                if (TryPublish(item, taken))
                    break;
            }
            finally
            {
                PutLock.TryRelease(Holder.Process);
            }

            if (!WaitFor(Taken, taken, spins, deadline, cancellation))
                return false;
        }

        // Others may wait for room that there still is.
        if (Count < capacity)
            Taken.Wake(1);
        return true;
    }

    /// <summary>Takes the first item; false when the deadline passed, or the queue is complete and empty.</summary>
    /// <param name="buffer">Where its bytes go; it is replaced by a longer one if it must.</param>
    /// <param name="length">How many those are.</param>
    /// <param name="deadline">The deadline.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled, and nothing was taken.</exception>
    public bool TryTake(ref byte[] buffer, out int length, Deadline deadline, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (var spins = 0; ; spins++)
        {
            var isComplete = IsComplete;
            var put = Volatile.Read(ref *slots.Put);
            var isEmpty = put == Volatile.Read(ref *slots.Taken);
            length = 0;
            if (!isEmpty && TryTakeNow(ref buffer, out length, deadline, cancellation))
                break;

            if (isComplete && Count == 0 || !WaitFor(Put, put, spins, deadline, cancellation))
            {
                // A wake that came too late for this one is for another.
                if (Count > 0)
                    Put.Wake(1);
                return false;
            }
        }

        if (Count > 0)
            Put.Wake(1);
        return true;
    }

    /// <summary>Waits until there is an item, or there will be none; false when the deadline passed.</summary>
    public bool WaitForItem(Deadline deadline)
    {
        while (true)
        {
            var put = Volatile.Read(ref *slots.Put);
            if (Count > 0 || IsComplete)
                return true;
            if (!WaitFor(Put, put, spins: 1, deadline, default))
                return false;
        }
    }

    /// <summary>Lets no more items be put.</summary>
    public void Complete()
    {
        PutLock.Take(Holder.Process, out _);
        Interlocked.Exchange(ref slots.Complete, 1);
        PutLock.TryRelease(Holder.Process);

        // Nothing has changed in the words, so some may sleep until their slice is over.
        Put.Wake();
        Taken.Wake();
    }

    private bool TryPublish(ReadOnlySpan<byte> item, int taken)
    {
        var number = *slots.Put;
        if (unchecked(number - taken) >= capacity)
            return false;

        var before = slots.EndBefore(number);
        if (item.Length <= QueueSlots.LongestInSlot)
        {
            slots.End(number) = before;
        }
        else
        {
            if (slots.Place(number, item.Length, taken) is not { } begin)
                return false;

            if (begin % bytes + item.Length > QueueSlots.KeptBytes)
                memory.Reserve(slots.Ring(begin), item.Length);
            slots.End(number) = begin + item.Length;
        }

        slots.Length(number) = item.Length;
        item.CopyTo(new Span<byte>(slots.Content(number), item.Length));

        // From here on the item is there.
        Interlocked.Exchange(ref *slots.Put, unchecked(number + 1));
        if (unchecked(number - Volatile.Read(ref *slots.Taken)) <= 0)
            Put.Wake(1);
        return true;
    }

    private bool TryTakeNow(ref byte[] buffer, out int length, Deadline deadline, CancellationToken cancellation)
    {
        length = 0;
        int room;
        if (!TryLock(TakeLock, deadline, cancellation))
            return false;

        try
        {
            var number = *slots.Taken;
            if (number == Volatile.Read(ref *slots.Put))
                return false;

            length = slots.Length(number);
            if (buffer.Length < length)
                buffer = GC.AllocateUninitializedArray<byte>(length);
            new ReadOnlySpan<byte>(slots.Content(number), length).CopyTo(buffer);

            // From here on the item is taken.
            Interlocked.Exchange(ref *slots.Taken, unchecked(number + 1));
            room = capacity - unchecked(Volatile.Read(ref *slots.Put) - (number + 1));
        }
        finally
        {
            TakeLock.TryRelease(Holder.Process);
        }

        if (length > QueueSlots.LongestInSlot)
        {
            if (length >= QueueSlots.Step)
                GiveBack();
            Taken.Wake();
        }
        else if (room == RoomThatWakes)
        {
            Taken.Wake(1);
        }

        return true;
    }

    /// <summary>
    /// Gives the memory of items that were taken back to the system, except that at the beginning of the ring, which is
    /// used again next. What is free is changed only by the holder of the put lock.
    /// </summary>
    private void GiveBack()
    {
        if (!TryLock(PutLock, Deadline.Now, default))
            return;

        try
        {
            var (head, tail) = slots.Occupied;
            var end = head / QueueSlots.Step * QueueSlots.Step;
            var begin = Math.Max(
                slots.GivenBack,
                (tail - bytes + QueueSlots.Step - 1) / QueueSlots.Step * QueueSlots.Step
            );
            for (; begin < end; begin += QueueSlots.Step)
            {
                if (begin % bytes >= QueueSlots.RetainedBytes)
                    memory.GiveBack(slots.Ring(begin), QueueSlots.Step);
            }

            slots.GivenBack = end;
        }
        finally
        {
            PutLock.TryRelease(Holder.Process);
        }
    }

    // A short while in the hope that it is worth it, and then as long as it takes. False when the deadline passed.
    private bool WaitFor(WaitedWord word, int before, int spins, Deadline deadline, CancellationToken cancellation)
    {
        if (deadline.HasPassed)
            return false;

        if (spins == 0 && TrySpin(word, before))
            return true;

        return word.Wait(
            static (wait, now) => now != wait.Before || wait.Queue.IsComplete,
            (Queue: this, Before: before),
            deadline,
            cancellation
        );
    }

    private static bool TrySpin(WaitedWord word, int before)
    {
        if (!history.IsWorthIt)
            return false;

        var hasChanged = false;
        for (var i = 0; i < Spins && !hasChanged; i++)
        {
            Thread.SpinWait(2);
            hasChanged = Volatile.Read(ref word.Value) != before;
        }

        history.Add(hasChanged);
        return hasChanged;
    }

    // Whoever ended while it held a lock has changed nothing: what it wrote is not visible.
    private static bool TryLock(LockWord word, Deadline deadline, CancellationToken cancellation)
    {
        if (word.TryTake(Holder.Process))
            return true;

        var end = deadline.HasPassed ? Deadline.After(LockLimit) : deadline;
        return word.Take(Holder.Process, out _, end, cancellation) != LockOutcome.TimedOut;
    }
}
