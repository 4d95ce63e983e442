using System.Diagnostics;
using Multiprocessing.Sharing;

namespace Multiprocessing;

/// <summary>
/// Memory that processes share by its name: what one writes, all read. CPython:
/// <c>multiprocessing.shared_memory.SharedMemory</c>, which opens these segments, and whose segments this class opens.
/// </summary>
/// <remarks>
/// <para>It can be sent to other processes: its name crosses, and what arrives is the same memory. A process that
/// receives it twice has one object, which its tasks do not have to dispose.</para>
/// <para>A segment that this library created ends with the last process of this library that uses it, however that
/// process ends, or when a process calls <see cref="Unlink"/>. It is never removed while a process of this library uses
/// it. A process of CPython does not count: what it has opened stays readable there, but its name is gone. A segment
/// of CPython ends as CPython says.</para>
/// <para>Nothing is synchronized: two processes that write the same bytes must agree when.</para>
/// </remarks>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed unsafe partial class SharedMemory : IDisposable
{
    private readonly SegmentLease lease;
    private byte* start;
    private long size;

    private SharedMemory(Segment segment)
    {
        lease = new(segment);
        lease.BelongTo(this);
        start = segment.Start;
        size = segment.Size;
        OpenSegments.Add(lease);
    }

    /// <summary>Gives up a segment that was not disposed.</summary>
    ~SharedMemory() => lease?.ReleaseOwner();

    /// <summary>
    /// The name by which any process opens the segment. On Linux, it is the name of a file in <c>/dev/shm</c>.
    /// </summary>
    public string Name => lease.Segment.Name;

    /// <summary>
    /// The size in bytes: on Linux exactly what its creator asked for, on Windows that rounded up to whole pages, as in
    /// CPython.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public long Size => start is null ? throw Disposed() : size;

    /// <summary>
    /// The bytes. The span is valid until <see cref="Dispose"/>, and does not keep this object alive: hold on to it,
    /// best with <c>using</c>. What a task received stays valid until the task ends.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="InvalidOperationException">It has more than 2,147,483,647 bytes: use <see cref="Slice"/>.
    /// </exception>
    public Span<byte> Span =>
        Size <= int.MaxValue
            ? new Span<byte>(start, (int)size)
            : throw new InvalidOperationException($"A span cannot have {size:N0} bytes. Use Slice.");

    /// <summary>
    /// The bytes, in a form that can be stored. It keeps this object alive. After <see cref="Dispose"/> its span throws
    /// <see cref="ObjectDisposedException"/>; what was pinned before stays mapped until it is unpinned.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="InvalidOperationException">It has more than 2,147,483,647 bytes.</exception>
    public Memory<byte> Memory => new SharedMemoryManager<byte>(this, 0, Span.Length).Memory;

    /// <summary>The first byte, for the types that lie in shared memory.</summary>
    internal byte* Start
    {
        get
        {
            if (start is null)
                throw Disposed();
            return start;
        }
    }

    /// <summary>The object that stands for this memory, such as an array; at first the memory itself.</summary>
    internal object? View { get; set; }

    internal SegmentLease Lease => lease;

    private string DebuggerDisplay => start is null ? $"{Name}, disposed" : $"{Name}, {size:N0} bytes";

    /// <summary>Creates a segment whose bytes are all zero.</summary>
    /// <param name="size">Its size in bytes, at least 1. The memory is reserved at once.</param>
    /// <param name="name">Its name, which no segment has; null for one that the library chooses.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedMemory Create(long size, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (name is not null)
            SegmentName.Check(name);
        return Viewed(new SharedMemory(Segment.Create(name, size, first: size)));
    }

    /// <summary>Opens a segment that another process created, or this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="SharedMemoryException">No segment has the name; it is another user's; or it is empty.
    /// </exception>
    public static SharedMemory Open(string name)
    {
        SegmentName.Check(name);
        return Viewed(new SharedMemory(Segment.Open(name)));
    }

    /// <summary>Some of the bytes; valid as long as <see cref="Span"/> is.</summary>
    /// <param name="start">The first one.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all in the segment.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Span<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Size - length);
        return new(this.start + start, length);
    }

    /// <summary>
    /// Removes the name for everybody: no process can open the segment any more. Those that have it keep it. Nothing
    /// happens where the name is gone already. CPython: <c>unlink</c>. On Windows the name ends with its last user
    /// only, as in CPython.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Unlink()
    {
        _ = Start;
        lease.Segment.Unlink();
    }

    /// <summary>
    /// Ends the use by this process. The last process removes a segment that this library created. CPython:
    /// <c>close</c>. Spans of it must not be used any more.
    /// </summary>
    public void Dispose()
    {
        start = null;
        size = 0;
        lease.ReleaseOwner();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a segment as what lies in it; closes it again if it is not that.</summary>
    /// <exception cref="SharedMemoryException">No segment has the name, or it contains something else.</exception>
    internal static T Open<T>(string name, Func<SharedMemory, T> make)
    {
        var memory = Open(name);
        try
        {
            return make(memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Creates a segment with a content, which is not empty.</summary>
    /// <exception cref="SharedMemoryException">The system has no memory left for it.</exception>
    internal static SharedMemory CopyOf(ReadOnlySpan<byte> content) =>
        Viewed(new SharedMemory(Segment.CreateWith(content)));

    /// <summary>
    /// Maps a segment as it is now: what is written here is written here only. It is no use of the segment.
    /// </summary>
    /// <exception cref="SharedMemoryException">There is none.</exception>
    internal static SharedMemory OpenPrivate(string name) => new(Segment.Open(name, isPrivate: true));

    private static SharedMemory Viewed(SharedMemory memory)
    {
        memory.View = memory;
        return memory;
    }

    private ObjectDisposedException Disposed() =>
        new(nameof(SharedMemory), $"The shared memory '{Name}' was disposed in this process.");
}
