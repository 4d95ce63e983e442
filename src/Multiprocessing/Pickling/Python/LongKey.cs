using System.Numerics;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// The hash and equality of a long string, long bytes or a long number as a key. It is hashed once and compared once
/// with each equal key, since a short message can use it as a key again and again.
/// </summary>
internal sealed class LongKey
{
    // The number of characters or bytes from which this pays off.
    private const int Least = 1_024;

    private static readonly ConditionalWeakTable<object, LongKey> Known = [];

    private readonly int hash;

    // Keys that were found equal share one.
    private object content = new();

    private LongKey(int hash) => this.hash = hash;

    public static bool Is(string text) => text.Length >= Least;

    public static bool Is(byte[] bytes) => bytes.Length >= Least;

    public static bool Is(BigInteger number) => number.GetByteCount() >= Least;

    public static int HashOf(object key) => Of(key).hash;

    public static bool AreEqual(object x, object y)
    {
        var (one, other) = (Of(x), Of(y));
        if (ReferenceEquals(one.content, other.content))
            return true;
        if (one.hash != other.hash || !HaveEqualContent(x, y))
            return false;
        other.content = one.content;
        return true;
    }

    private static LongKey Of(object key) =>
        Known.GetValue(key, static key => new(key is byte[] bytes ? PythonEquality.Mix(bytes) : key.GetHashCode()));

    private static bool HaveEqualContent(object x, object y) =>
        x is byte[] bytes ? y is byte[] others && bytes.AsSpan().SequenceEqual(others) : x.Equals(y);
}
