namespace Multiprocessing.Sharing;

/// <summary>A segment of memory with a name, as one process has it mapped.</summary>
internal abstract unsafe class Segment
{
    /// <summary>The name under which any process opens it, CPython's included.</summary>
    public abstract string Name { get; }

    /// <summary>Its first byte in this process.</summary>
    public byte* Start { get; protected init; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; protected init; }

    /// <summary>Creates a segment in which all bytes are zero.</summary>
    /// <param name="name">Its name; null for a new one.</param>
    /// <param name="size">Its size in bytes, at least 1.</param>
    /// <param name="first">How many of them have memory from the beginning.</param>
    /// <exception cref="SharedMemoryException">It cannot be created.</exception>
    public static Segment Create(string? name, long size, long first)
    {
        if (OperatingSystem.IsLinux())
            return LinuxSegment.Create(name, size, first);
        if (OperatingSystem.IsWindows())
            return WindowsSegment.Create(name, size);
        throw NotAvailable();
    }

    /// <summary>Creates a segment with a content, which is not empty, and a new name.</summary>
    /// <exception cref="SharedMemoryException">It cannot be created.</exception>
    public static Segment CreateWith(ReadOnlySpan<byte> content)
    {
        if (OperatingSystem.IsLinux())
            return LinuxSegment.CreateWith(content);

        var segment = Create(null, content.Length, content.Length);
        content.CopyTo(new(segment.Start, content.Length));
        return segment;
    }

    /// <summary>Opens a segment that any process has created.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isPrivate">Whether what this process writes stays in this process.</param>
    /// <exception cref="SharedMemoryException">It cannot be opened.</exception>
    public static Segment Open(string name, bool isPrivate = false)
    {
        if (OperatingSystem.IsLinux())
            return LinuxSegment.Open(name, isPrivate);
        if (OperatingSystem.IsWindows())
            return WindowsSegment.Open(name, isPrivate);
        throw NotAvailable();
    }

    /// <summary>Gives a part of it memory where it has none.</summary>
    /// <exception cref="SharedMemoryException">The system has none left.</exception>
    public virtual void Reserve(long start, long length)
    {
        // Where there is nothing else, the whole segment has memory from the beginning.
    }

    /// <summary>Gives the memory of a part, whole pages, back to the system; its bytes are zero then.</summary>
    public virtual void GiveBack(long start, long length) => new Span<byte>(Start + start, (int)length).Clear();

    /// <summary>Removes the name. The memory stays for those that have it.</summary>
    public abstract void Unlink();

    /// <summary>Ends the use by this process; the last use removes the segment, if the library created it.</summary>
    /// <param name="unmaps">Whether nothing in this process can still read it.</param>
    public abstract void Close(bool unmaps);

    private static PlatformNotSupportedException NotAvailable() =>
        new("Shared memory is available on Linux and Windows. Use a Manager, or send copies.");
}
