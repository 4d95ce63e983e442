using System.Numerics;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// What is known of a long text, long bytes or a long number that is a key: it is hashed once, and compared once with
/// each that it equals, for a short message can have
/// it as a key again and again.
/// </summary>
internal sealed class LongKey
{
    // From how many characters or bytes on it is worth it.
    private const int Least = 1_024;

    private static readonly ConditionalWeakTable<object, LongKey> Known = [];

    private readonly int hash;

    // All that were found equal have one.
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
