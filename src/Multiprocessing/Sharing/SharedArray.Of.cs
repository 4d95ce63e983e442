using System.Diagnostics;
using Multiprocessing.Sharing;

namespace Multiprocessing;

/// <summary>
/// An array in shared memory: what one process writes, all read. CPython: <c>multiprocessing.Array</c>, without its
/// lock.
/// </summary>
/// <typeparam name="T">The type of the elements: a number, an enum, or a struct without references.</typeparam>
/// <remarks>
/// <para>It can be sent to other processes: the name of its segment crosses, whatever its size, and what arrives is the
/// same array. A process that receives it twice has one object, which its tasks do not have to dispose. Its memory ends
/// with the last process that uses it, as <see cref="SharedMemory"/> says.</para>
/// <para>An element is read and written as in any array: nothing is synchronized, and an element of more than eight
/// bytes can be read while it is half written.</para>
/// </remarks>
[SharedFormatters]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed unsafe class SharedArray<T> : IDisposable, ISharedObject
    where T : unmanaged
{
    private readonly SharedMemory memory;
    private readonly long[]? place;
    private T* start;
    private long length;

    internal SharedArray(SharedMemory memory)
    {
        this.memory = memory;
        length = SegmentHeader.Check<T>(memory, SegmentKind.Array);
        start = (T*)(memory.Start + SegmentHeader.Size);
        memory.View = this;
    }

    internal SharedArray(SharedMemory memory, long offset, long length)
    {
        if (offset > memory.Size || length > (memory.Size - offset) / sizeof(T))
        {
            throw new SharedMemoryException(
                SharedMemoryError.TooShort,
                $"The shared memory '{memory.Name}' has {memory.Size:N0} bytes, too few for {length:N0} elements of "
                    + $"{sizeof(T)} bytes that begin at {offset:N0}."
            );
        }

        this.memory = memory;
        this.length = length;
        start = (T*)(memory.Start + offset);
        place = [offset, length];
        memory.View = this;
    }

    /// <summary>The name of its segment, by which any process opens it.</summary>
    public string Name => memory.Name;

    /// <summary>How many elements it has.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public long Length
    {
        get
        {
            _ = memory.Size;
            return length;
        }
    }

    /// <summary>
    /// All elements. The span is valid until <see cref="Dispose"/>, and does not keep the array alive: hold on to it,
    /// best with <c>using</c>. An array that a task received stays valid until the task ends.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="InvalidOperationException">It has more than 2,147,483,647 elements: use <see cref="Slice"/>.
    /// </exception>
    public Span<T> Span
    {
        get
        {
            if (start is not null && length <= int.MaxValue)
                return new(start, (int)length);
            throw new InvalidOperationException($"A span cannot have {Length:N0} elements. Use Slice.");
        }
    }

    SharedMemory ISharedObject.Memory => memory;

    long[]? ISharedObject.Place => place;

    private string DebuggerDisplay => start is null ? $"{Name}, disposed" : $"{typeof(T).Name}[{length}] in {Name}";

    /// <summary>The element at an index, in the memory itself: it can be written, and passed on by reference.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ObjectDisposedException">The array was disposed.</exception>
    public ref T this[long index]
    {
        get
        {
            // A disposed array has length 0, which saves a check.
            if ((ulong)index >= (ulong)length)
                ThrowNoElement(index);
            return ref start[index];
        }
    }

    /// <summary>Some of the elements; valid as long as <see cref="Span"/> is.</summary>
    /// <param name="start">The index of the first one.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all in the array.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Span<T> Slice(long start, int length)
    {
        CheckPart(start, length);
        return new(this.start + start, length);
    }

    /// <summary>
    /// All elements, in a form that can be stored. It keeps the array alive; after <see cref="Dispose"/> its span
    /// throws <see cref="ObjectDisposedException"/>. What was pinned before stays mapped until it is unpinned.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="InvalidOperationException">It has more than 2,147,483,647 elements.</exception>
    public Memory<T> AsMemory() => AsMemory(0, Span.Length);

    /// <summary>Some of the elements, as <see cref="AsMemory()"/>.</summary>
    /// <param name="start">The index of the first one.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all in the array.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Memory<T> AsMemory(long start, int length)
    {
        CheckPart(start, length);
        return new SharedMemoryManager<T>(memory, (byte*)(this.start + start) - memory.Start, length).Memory;
    }

    /// <summary>For <c>foreach</c>, with elements by reference if they are to be written.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <summary>
    /// Removes the name of its segment for everybody: no process can open it any more, and it cannot be sent. Those
    /// that have it keep it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Unlink() => memory.Unlink();

    /// <summary>Ends the use by this process; the last process frees the memory. Spans must not be used any more.
    /// </summary>
    public void Dispose()
    {
        length = 0;
        start = null;
        memory.Dispose();
    }

    private void CheckPart(long from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from, "start");
        ArgumentOutOfRangeException.ThrowIfNegative(count, "length");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, Length - count, "start");
    }

    private void ThrowNoElement(long index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {Length:N0} elements.");
}
