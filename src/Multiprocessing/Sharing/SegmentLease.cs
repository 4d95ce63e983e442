using Multiprocessing.Pickling;

namespace Multiprocessing.Sharing;

/// <summary>
/// The use of a segment by one <see cref="SharedMemory"/>. It outlives that object where something else still needs the
/// segment: pinned memory, or an answer whose receiver has not opened it yet.
/// </summary>
internal sealed class SegmentLease(Segment segment)
{
    private WeakReference<SharedMemory> owner = null!;
    private int users = 1,
        ownerIsGone;

    public Segment Segment => segment;

    /// <summary>The object that uses the segment; null if it was disposed, or collected.</summary>
    public SharedMemory? Owner => ownerIsGone == 0 && owner.TryGetTarget(out var alive) ? alive : null;

    public void BelongTo(SharedMemory memory) => owner = new(memory);

    /// <summary>
    /// Keeps the segment until the receiver of a pickle has it, if the sender of the pickle asks for that.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
    public void HandOver(Pickler pickler)
    {
        if (ownerIsGone != 0)
            throw new ObjectDisposedException(nameof(SharedMemory), "Shared memory that was disposed cannot be sent.");
        if (pickler.HandedOver is not { } handedOver)
            return;

        Use();
        handedOver.Add(Release);
    }

    /// <summary>Notes that something more needs the segment.</summary>
    public void Use() => Interlocked.Increment(ref users);

    /// <summary>Notes that something needs the segment no more; the last one closes it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
            Close(unmaps: true);
    }

    /// <summary>Notes that the object is gone; nothing happens the second time.</summary>
    public void ReleaseOwner()
    {
        if (Interlocked.Exchange(ref ownerIsGone, 1) == 0)
            Release();
    }

    /// <summary>Closes the segment; nothing happens the second time.</summary>
    public void Close(bool unmaps)
    {
        if (OpenSegments.Remove(this))
            segment.Close(unmaps);
    }
}
