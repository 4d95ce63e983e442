namespace Multiprocessing.Pickling;

/// <summary>Python's <c>frozenset</c>: a set that can be a key.</summary>
internal sealed class FrozenItems : HashSet<object?>, IEquatable<FrozenItems>
{
    private readonly int _hash;

    public FrozenItems(IEnumerable<object?> items) : base(items, PythonEquality.Comparer)
    {
        foreach (var item in this)
            _hash ^= PythonEquality.Comparer.GetHashCode(item);
    }

    public bool Equals(FrozenItems? other) => other is not null && other._hash == _hash && SetEquals(other);

    public override bool Equals(object? obj) => Equals(obj as FrozenItems);

    public override int GetHashCode() => _hash;
}
