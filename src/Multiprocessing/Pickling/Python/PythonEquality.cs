using System.Numerics;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// Equality of keys as in Python: 1, 1.0 and True are one key, bytes are equal by content. Hashes are seeded, so that
/// no peer can choose colliding keys. It serves the dictionaries and sets that are unpickled. Managers compare all
/// values with Python's <c>==</c> in a class of their own, PythonComparer, because pickling does not know managers.
/// </summary>
internal sealed class PythonEquality : IEqualityComparer<object?>
{
    public static readonly PythonEquality Comparer = new();

    private PythonEquality() { }

    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is null || y is null)
            return false;
        if (x is string text)
        {
            return y is string other
                && text.Length == other.Length
                && (LongKey.Is(text) ? LongKey.AreEqual(text, other) : text == other);
        }

        if (Integer(x) is { } left)
            return Integer(y) is { } right ? left == right : false;
        if (x is byte[] bytes)
        {
            return y is byte[] others
                && bytes.Length == others.Length
                && (LongKey.Is(bytes) ? LongKey.AreEqual(bytes, others) : bytes.AsSpan().SequenceEqual(others));
        }

        if (x is BigInteger big && LongKey.Is(big))
            return y is BigInteger another && LongKey.Is(another) && LongKey.AreEqual(x, y);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return x.Equals(y);
    }

    public int GetHashCode(object? obj)
    {
        if (obj is null)
            return 0;
        if (obj is string text)
            return LongKey.Is(text) ? LongKey.HashOf(text) : text.GetHashCode();
        if (Integer(obj) is { } integer)
            return Mix(integer);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return obj switch
        {
            byte[] bytes => LongKey.Is(bytes) ? LongKey.HashOf(bytes) : Mix(bytes),
            BigInteger big when LongKey.Is(big) => LongKey.HashOf(obj),
            double number => Mix(BitConverter.DoubleToInt64Bits(number)),
            Guid guid => Mix(guid.ToByteArray()),
            DateTime time => Mix(time.Ticks),
            DateTimeOffset time => Mix(time.UtcTicks),
            TimeSpan span => Mix(span.Ticks),
            TimeOnly time => Mix(time.Ticks),
            Complex complex => HashCode.Combine(GetHashCode(complex.Real), GetHashCode(complex.Imaginary)),
            _ => obj.GetHashCode(),
        };
    }

    // A long's own hash combines its halves without a seed.
    private static int Mix(long value) => HashCode.Combine((int)value, (int)(value >> 32));

    /// <summary>The hash of bytes.</summary>
    public static int Mix(byte[] bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static long? Integer(object value) =>
        value switch
        {
            int number => number,
            long number => number,
            bool truth => truth ? 1 : 0,
            double number when number == Math.Floor(number) && Math.Abs(number) < 1L << 62 => (long)number,
            BigInteger big when big >= long.MinValue && big <= long.MaxValue => (long)big,
            _ => null,
        };
}
