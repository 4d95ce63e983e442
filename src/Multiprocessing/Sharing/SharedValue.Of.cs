using System.Diagnostics;
using System.Runtime.CompilerServices;
using Multiprocessing.Sharing;

namespace Multiprocessing;

/// <summary>
/// A value of at most eight bytes in shared memory. Each operation is atomic, in all processes. CPython:
/// <c>multiprocessing.Value</c>, which locks for each access and can lose an increment all the same.
/// </summary>
/// <typeparam name="T">Its type: a number, an enum, or a struct without references of at most eight bytes.</typeparam>
/// <remarks>
/// It can be sent to other processes: the name of its segment crosses, and what arrives is the same value. Its memory
/// ends with the last process that uses it, as <see cref="SharedMemory"/> says.
/// </remarks>
[SharedFormatters]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed unsafe class SharedValue<T> : IDisposable, ISharedObject
    where T : unmanaged
{
    private readonly SharedMemory memory;
    private long* slot;

    internal SharedValue(SharedMemory memory)
    {
        RefuseLong();
        this.memory = memory;
        _ = SegmentHeader.Check<T>(memory, SegmentKind.Value);
        if (memory.Size < SegmentHeader.Size + sizeof(long))
            throw new SharedMemoryException(SharedMemoryError.TooShort, $"The shared memory '{Name}' was truncated.");
        slot = (long*)(memory.Start + SegmentHeader.Size);
        memory.View = this;
    }

    /// <summary>The name of its segment, by which any process opens it.</summary>
    public string Name => memory.Name;

    /// <summary>The value. To count, use <see cref="SharedValue.Add"/>: between a read and a write, another process can
    /// write.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public T Value
    {
        get => Read();
        set => Interlocked.Exchange(ref Bits, ToBits(value));
    }

    SharedMemory ISharedObject.Memory => memory;

    internal ref long Bits
    {
        get
        {
            if (slot is null)
                _ = memory.Size;
            return ref *slot;
        }
    }

    private string DebuggerDisplay => slot is null ? $"{Name}, disposed" : $"{Value} in {Name}";

    /// <summary>Reads the value; what other processes wrote before it is then visible, too.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public T Read() => FromBits(Volatile.Read(ref Bits));

    /// <summary>Writes a value; returns the one before.</summary>
    /// <param name="value">The new value.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public T Exchange(T value) => FromBits(Interlocked.Exchange(ref Bits, ToBits(value)));

    /// <summary>
    /// Writes a value if the one before is <paramref name="comparand"/>, bit for bit; returns the one before.
    /// </summary>
    /// <param name="value">The new value.</param>
    /// <param name="comparand">What it must be.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public T CompareExchange(T value, T comparand) =>
        FromBits(Interlocked.CompareExchange(ref Bits, ToBits(value), ToBits(comparand)));

    /// <summary>
    /// Removes the name of its segment for everybody: no process can open it any more, and it cannot be sent. Those
    /// that have it keep it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Unlink() => memory.Unlink();

    /// <summary>Ends the use by this process; the last process frees the memory.</summary>
    public void Dispose()
    {
        slot = null;
        memory.Dispose();
    }

    internal static long ToBits(T value)
    {
        long bits = 0;
        Unsafe.WriteUnaligned(ref Unsafe.As<long, byte>(ref bits), value);
        return bits;
    }

    internal static void RefuseLong()
    {
        if (sizeof(T) > sizeof(long))
        {
            throw new ArgumentException(
                $"{typeof(T).Name} has {sizeof(T)} bytes, and only 8 can be read and written at once. Use SharedArray "
                    + "and a lock."
            );
        }
    }

    private static T FromBits(long bits) => Unsafe.ReadUnaligned<T>(ref Unsafe.As<long, byte>(ref bits));
}
