using Multiprocessing.Platform;

namespace Multiprocessing.Sharing;

/// <summary>Reads a segment once: where the system has files of segments, without mapping them.</summary>
internal sealed unsafe class SegmentReader : IDisposable
{
    private readonly string name;
    private readonly SegmentFile? file;
    private readonly Segment? segment;

    /// <summary>Opens a segment.</summary>
    /// <exception cref="SharedMemoryException">There is none.</exception>
    public SegmentReader(string name)
    {
        this.name = name;
        if (OperatingSystem.IsLinux())
            file = LinuxSegment.OpenFile(name);
        else
            segment = Segment.Open(name);
    }

    /// <summary>Its size in bytes.</summary>
    public long Size => file?.Size ?? segment!.Size;

    /// <summary>Copies its first bytes.</summary>
    /// <exception cref="SharedMemoryException">It was truncated meanwhile.</exception>
    public void Read(byte* into, long count)
    {
        if (segment is not null)
            Buffer.MemoryCopy(segment.Start, into, count, count);
        else if (!file!.Read(into, count))
            throw new SharedMemoryException(SharedMemoryError.TooShort, $"The shared memory '{name}' cannot be read.");
    }

    public void Dispose()
    {
        file?.Close();
        segment?.Close(unmaps: true);
    }
}
