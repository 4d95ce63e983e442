using System.Numerics;

namespace Multiprocessing.Pickling;

/// <summary>Equality of Python's keys: 1, 1.0 and True are one key, bytes are equal by content. Hashes are seeded, so that no peer can choose keys that collide.</summary>
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
            return y is string other && text == other;
        if (Integer(x) is { } left)
            return Integer(y) is { } right ? left == right : false;
        return x is byte[] bytes ? y is byte[] others && bytes.AsSpan().SequenceEqual(others) : x.Equals(y);
    }

    public int GetHashCode(object? obj)
    {
        if (obj is null)
            return 0;
        if (obj is string text)
            return text.GetHashCode();
        if (Integer(obj) is { } integer)
            return HashCode.Combine(integer);
        if (obj is not byte[] bytes)
            return HashCode.Combine(obj.GetHashCode());
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static long? Integer(object value) => value switch
    {
        int number => number,
        long number => number,
        bool truth => truth ? 1 : 0,
        double number when number == Math.Floor(number) && Math.Abs(number) < 1L << 62 => (long)number,
        BigInteger big when big >= long.MinValue && big <= long.MaxValue => (long)big,
        _ => null,
    };
}
