namespace Multiprocessing.Pickling.Python;

/// <summary>Python's <c>frozenset</c>: a set that can be a dictionary key.</summary>
internal sealed class FrozenItems : HashSet<object?>, IEquatable<FrozenItems>
{
    private readonly int hash;

    public FrozenItems(IEnumerable<object?> items)
        : base(items, PythonEquality.Comparer)
    {
        var mixed = 0;
        foreach (var item in this)
            mixed ^= PythonEquality.Comparer.GetHashCode(item);

        // A set of one item must not have the item's hash: a tower of such sets would share one hash.
        hash = HashCode.Combine(mixed, Count);
    }

    /// <summary>The hash that the dictionaries of a manager server use, once it has been computed.</summary>
    public int? KeyHash { get; set; }

    public bool Equals(FrozenItems? other)
    {
        if (other is null || other.hash != hash)
            return false;
        if (!EqualPairs.Begin(this, other))
            return true;
        var areEqual = false;
        try
        {
            return areEqual = SetEquals(other);
        }
        finally
        {
            EqualPairs.End(this, other, areEqual);
        }
    }

    public override bool Equals(object? obj) => Equals(obj as FrozenItems);

    public override int GetHashCode() => hash;
}
