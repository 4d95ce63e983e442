namespace Multiprocessing.Pickling;

/// <summary>Python's <c>frozenset</c>: a set that can be a key.</summary>
internal sealed class FrozenItems : HashSet<object?>, IEquatable<FrozenItems>
{
    private readonly int hash;

    public FrozenItems(IEnumerable<object?> items) : base(items, PythonEquality.Comparer)
    {
        foreach (var item in this)
            hash ^= PythonEquality.Comparer.GetHashCode(item);
    }

    public bool Equals(FrozenItems? other) => other is not null && other.hash == hash && SetEquals(other);

    public override bool Equals(object? obj) => Equals(obj as FrozenItems);

    public override int GetHashCode() => hash;
}
