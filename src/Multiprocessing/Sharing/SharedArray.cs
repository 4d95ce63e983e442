using Multiprocessing.Sharing;

namespace Multiprocessing;

/// <summary>Creates and opens arrays in shared memory. CPython: <c>multiprocessing.Array</c>.</summary>
public static unsafe class SharedArray
{
    /// <summary>Creates an array whose elements are all zero.</summary>
    /// <typeparam name="T">The type of the elements: a number, an enum, or a struct without references.</typeparam>
    /// <param name="length">How many elements.</param>
    /// <param name="name">The name of its segment, which no segment has; null for one that the library chooses.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or too large for any segment.</exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedArray<T> Create<T>(long length, string? name = null)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, (long.MaxValue - SegmentHeader.Size) / sizeof(T));
        var memory = SharedMemory.Create(SegmentHeader.Size + (length * sizeof(T)), name);
        SegmentHeader.Write<T>(memory, SegmentKind.Array, length);
        return new(memory);
    }

    /// <summary>Creates an array with the elements of a span.</summary>
    /// <typeparam name="T">The type of the elements: a number, an enum, or a struct without references.</typeparam>
    /// <param name="elements">The elements, which are copied.</param>
    /// <param name="name">The name of its segment, which no segment has; null for one that the library chooses.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedArray<T> CopyOf<T>(ReadOnlySpan<T> elements, string? name = null)
        where T : unmanaged
    {
        var array = Create<T>(elements.Length, name);
        elements.CopyTo(array.Span);
        return array;
    }

    /// <summary>Opens an array that another process created, or this one.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="name">The name of its segment.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="SharedMemoryException">
    /// No segment has the name; or its header says that it contains something else.
    /// </exception>
    public static SharedArray<T> Open<T>(string name)
        where T : unmanaged => SharedMemory.Open(name, static memory => new SharedArray<T>(memory));

    /// <summary>
    /// Opens a segment that has no header, such as one that CPython created, as an array. Nothing tells whether it
    /// contains such elements.
    /// </summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">The name of the segment.</param>
    /// <param name="offset">The byte at which the first element begins.</param>
    /// <param name="length">How many elements; null for as many as there is room for.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the length is negative.</exception>
    /// <exception cref="SharedMemoryException">No segment has the name, or it is too short.</exception>
    public static SharedArray<T> OpenForeign<T>(string name, long offset = 0, long? length = null)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (length is { } given)
            ArgumentOutOfRangeException.ThrowIfNegative(given, nameof(length));
        return SharedMemory.Open(
            name,
            memory => new SharedArray<T>(memory, offset, length ?? Math.Max(0, (memory.Size - offset) / sizeof(T)))
        );
    }
}
