using System.Collections;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// A tuple of no declared type. As in Python it equals a tuple of equal items, so it can be a key. The pattern <c>(int
/// a, string b)</c> matches it.
/// </summary>
internal sealed class PythonTuple : ITuple, IReadOnlyList<object?>, IEquatable<PythonTuple>
{
    public static readonly PythonTuple Empty = new(default(StackSpan));

    private readonly StackValue[] values;
    private int? hash;

    public PythonTuple(StackSpan values) => this.values = values.ToArray();

    public static PythonTuple Of(params ReadOnlySpan<object?> items)
    {
        var values = new StackValue[items.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = StackValue.Of(items[i]);
        return new PythonTuple(values);
    }

    /// <summary>The hash that the dictionaries of a manager server use, once it has been computed.</summary>
    public int? KeyHash { get; set; }

    public StackSpan Values => values;

    public int Length => values.Length;

    public int Count => values.Length;

    public object? this[int index] => values[index].ToObject();

    public bool Equals(PythonTuple? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || other.Length != Length || other.GetHashCode() != GetHashCode())
            return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!EqualPairs.Begin(this, other))
            return true;
        var areEqual = false;
        try
        {
            return areEqual = HasEqualItems(other);
        }
        finally
        {
            EqualPairs.End(this, other, areEqual);
        }
    }

    public override bool Equals(object? obj) => Equals(obj as PythonTuple);

    // Cached: a pickle can make a tuple of 2^50 leaves from fifty pairs.
    public override int GetHashCode()
    {
        if (this.hash is { } known)
            return known;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var hash = new HashCode();
        foreach (var item in this)
            hash.Add(PythonEquality.Comparer.GetHashCode(item));
        return (this.hash = hash.ToHashCode()).Value;
    }

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Length; i++)
            yield return this[i];
    }

    private bool HasEqualItems(PythonTuple other)
    {
        for (var i = 0; i < Length; i++)
        {
            if (!PythonEquality.Comparer.Equals(this[i], other[i]))
                return false;
        }

        return true;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"({string.Join(", ", this)})";
}
