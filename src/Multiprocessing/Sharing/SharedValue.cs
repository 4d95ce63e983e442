using System.Numerics;
using System.Runtime.CompilerServices;
using Multiprocessing.Sharing;

namespace Multiprocessing;

/// <summary>Creates and opens values in shared memory, and counts with them. CPython: <c>multiprocessing.Value</c>.
/// </summary>
public static class SharedValue
{
    /// <summary>Creates a value.</summary>
    /// <typeparam name="T">Its type: a number, an enum, or a struct without references of at most eight bytes.
    /// </typeparam>
    /// <param name="value">The value at first.</param>
    /// <param name="name">The name of its segment, which no segment has; null for one that the library chooses.</param>
    /// <exception cref="ArgumentException">The name is not that of a file, or the type has more than eight bytes.
    /// </exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedValue<T> Create<T>(T value = default, string? name = null)
        where T : unmanaged
    {
        SharedValue<T>.RefuseLong();
        var memory = SharedMemory.Create(SegmentHeader.Size + sizeof(long), name);
        SegmentHeader.Write<T>(memory, SegmentKind.Value, 1);
        return new(memory) { Value = value };
    }

    /// <summary>Opens a value that another process created, or this one.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of its segment.</param>
    /// <exception cref="ArgumentException">The name is not that of a file, or the type has more than eight bytes.
    /// </exception>
    /// <exception cref="SharedMemoryException">
    /// No segment has the name; or its header says that it contains something else.
    /// </exception>
    public static SharedValue<T> Open<T>(string name)
        where T : unmanaged
    {
        SharedValue<T>.RefuseLong();
        return SharedMemory.Open(name, static memory => new SharedValue<T>(memory));
    }

    /// <summary>Adds to a value, atomically; returns the sum. An integer wraps around.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="amount">What to add.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public static T Add<T>(this SharedValue<T> value, T amount)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
        {
            var sum = Interlocked.Add(ref value.Bits, Unsafe.BitCast<T, long>(amount));
            return Unsafe.BitCast<long, T>(sum);
        }

        for (var old = value.Read(); ; )
        {
            var sum = unchecked(old + amount);
            var found = value.CompareExchange(sum, old);
            if (SharedValue<T>.ToBits(found) == SharedValue<T>.ToBits(old))
                return sum;
            old = found;
        }
    }

    /// <summary>Adds 1 to a value, atomically; returns the sum.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public static T Increment<T>(this SharedValue<T> value)
        where T : unmanaged, INumberBase<T> => Add(value, T.One);

    /// <summary>Subtracts 1 from a value, atomically; returns the difference.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public static T Decrement<T>(this SharedValue<T> value)
        where T : unmanaged, INumberBase<T> => Add(value, unchecked(T.Zero - T.One));
}
