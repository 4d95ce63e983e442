using Multiprocessing.Sharing;

namespace Multiprocessing;

// Segments most of which has no memory until it is used.
public sealed unsafe partial class SharedMemory
{
    /// <summary>Creates a segment of which only the first bytes have memory.</summary>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="first">How many have memory.</param>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    internal static SharedMemory Create(long size, long first, string? name)
    {
        if (name is not null)
            SegmentName.Check(name);
        return Viewed(new SharedMemory(Segment.Create(name, size, first)));
    }

    /// <summary>Gives some of the bytes memory, before they are written.</summary>
    /// <exception cref="SharedMemoryException">The system has none left.</exception>
    internal void Reserve(byte* at, long length) => lease.Segment.Reserve(at - Start, length);

    /// <summary>Gives the memory of some of the bytes, whole pages, back.</summary>
    internal void GiveBack(byte* at, long length) => lease.Segment.GiveBack(at - Start, length);
}
