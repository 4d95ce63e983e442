using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing.Sharing.Queues;

/// <summary>
/// The layout of a queue in shared memory: a control block, a ring of slots, and a ring of bytes for the items that do
/// not fit into a slot. See the README of this folder.
/// </summary>
/// <param name="start">Where it begins.</param>
/// <param name="slots">How many slots there are: a power of two, so that the counters can overflow, and more than
/// items, so that the slot before the first item is as it was.</param>
/// <param name="bytes">The length of the ring of bytes, a whole number of <see cref="Step"/>s.</param>
internal readonly unsafe struct QueueSlots(byte* start, int slots, long bytes)
{
    /// <summary>The longest item that a slot holds, in bytes.</summary>
    public const int LongestInSlot = SlotSize - SlotHeader;

    /// <summary>The bytes at the beginning of the ring of bytes whose memory is always there.</summary>
    public const long KeptBytes = 256 << 10;

    /// <summary>The bytes there whose memory is not given back.</summary>
    public const long RetainedBytes = 8 << 20;

    /// <summary>How much memory is given back at a time.</summary>
    public const long Step = 1 << 20;

    private const long PageSize = 64 << 10; // the largest of any system

    private const int Line = 128,
        SlotSize = 128,
        SlotHeader = 16;
    private const int PutLockAt = 0,
        PutAt = Line,
        TakeLockAt = 2 * Line,
        TakenAt = 3 * Line,
        CompleteAt = 4 * Line,
        GivenBackAt = CompleteAt + 8,
        ControlSize = 5 * Line;

    /// <summary>The lock of those that put items.</summary>
    public long* PutLock => (long*)(start + PutLockAt);

    /// <summary>The lock of those that take items.</summary>
    public long* TakeLock => (long*)(start + TakeLockAt);

    /// <summary>How many items were put, followed by how many wait for one. It is what makes an item visible.</summary>
    public int* Put => (int*)(start + PutAt);

    /// <summary>How many items were taken, followed by how many wait for room. It is what takes an item.</summary>
    public int* Taken => (int*)(start + TakenAt);

    /// <summary>Whether no more items will be put.</summary>
    public ref int Complete => ref *(int*)(start + CompleteAt);

    /// <summary>Up to where the memory of the ring of bytes was given back; for the holder of the put lock.</summary>
    public ref long GivenBack => ref *(long*)(start + GivenBackAt);

    /// <summary>How many items there are.</summary>
    public int Count => unchecked(Volatile.Read(ref *Put) - Volatile.Read(ref *Taken));

    /// <summary>The size of the whole, in bytes.</summary>
    public static long Size(int slots, long bytes) => RingAt(slots) + bytes;

    /// <summary>The offset of a slot: a length, and at 8 the end in the ring of bytes.</summary>
    public static long SlotAt(int slot) => ControlSize + ((long)slot * SlotSize);

    /// <summary>The part of it whose memory must be there from the beginning.</summary>
    public static long FirstSize(int slots, long bytes) => RingAt(slots) + Math.Min(bytes, KeptBytes);

    /// <summary>The offset of the ring of bytes, which begins a page of the segment.</summary>
    private static long RingAt(int slots)
    {
        var end = SharedHeader.Length + ControlSize + ((long)slots * SlotSize);
        return ((end + PageSize - 1) / PageSize * PageSize) - SharedHeader.Length;
    }

    /// <summary>The length in bytes of an item.</summary>
    public ref int Length(int item) => ref *(int*)Slot(item);

    /// <summary>
    /// Where the ring of bytes is free, after an item, counted from the beginning without end.
    /// </summary>
    public ref long End(int item) => ref *(long*)(Slot(item) + sizeof(long));

    /// <summary>Where the bytes of an item are.</summary>
    public byte* Content(int item) =>
        Length(item) <= LongestInSlot ? Slot(item) + SlotHeader : Ring(End(item) - Length(item));

    /// <summary>A place in the ring of bytes.</summary>
    public byte* Ring(long position) => start + RingAt(slots) + (position % bytes);

    /// <summary>
    /// Where an item begins that does not fit into a slot, and as a whole does not pass the end of the ring; null if
    /// there is no room for it now.
    /// </summary>
    /// <param name="item">The number of the item, which is not put yet.</param>
    /// <param name="length">Its length.</param>
    /// <param name="taken">How many items were taken. There is a slot for another one.</param>
    public long? Place(int item, int length, int taken)
    {
        var (head, tail) = (EndBefore(taken), EndBefore(item));

        // From the beginning again where possible: the memory there is in use already.
        var begin = head == tail ? RoundUp(tail) : tail;
        if ((begin % bytes) + length > bytes)
            begin = RoundUp(begin);
        return begin + length - head <= bytes || head == tail ? begin : null;
    }

    /// <summary>Where the ring of bytes was free before an item.</summary>
    public long EndBefore(int item) => End(unchecked(item - 1));

    /// <summary>What the items that are not taken occupy of the ring of bytes: from where to where.</summary>
    public (long Head, long Tail) Occupied => (EndBefore(Volatile.Read(ref *Taken)), EndBefore(*Put));

    private long RoundUp(long position) => (position + bytes - 1) / bytes * bytes;

    private byte* Slot(int item) => start + SlotAt(item & (slots - 1));
}
