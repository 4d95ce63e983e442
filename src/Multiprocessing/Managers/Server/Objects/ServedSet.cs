using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>set</c>, which managers have from CPython 3.14 on.</summary>
internal sealed class ServedSet(IEnumerable<object?> items) : ServedObject<ServedSet>
{
    private static readonly MethodTable<ServedSet> Table = new()
    {
        {
            "__and__(value)",
            static (self, given) => self.With(given[0], static (set, other) => set.IntersectWith(other))
        },
        { "__contains__(key)", static (self, given) => self.Do(set => (object)set.Contains(new(given[0]))) },
        { "__ge__(value)", static (self, given) => self.Is(given[0], static (set, other) => set.IsSupersetOf(other)) },
        {
            "__gt__(value)",
            static (self, given) => self.Is(given[0], static (set, other) => set.IsProperSupersetOf(other))
        },
        {
            "__iand__(value)",
            static (self, given) => self.Change(given[0], static (set, other) => set.IntersectWith(other))
        },
        {
            "__ior__(value)",
            static (self, given) => self.Change(given[0], static (set, other) => set.UnionWith(other))
        },
        {
            "__isub__(value)",
            static (self, given) => self.Change(given[0], static (set, other) => set.ExceptWith(other))
        },
        { "__iter__()", static (self, _) => ServedIterator.Over(self.Items()) },
        {
            "__ixor__(value)",
            static (self, given) => self.Change(given[0], static (set, other) => set.SymmetricExceptWith(other))
        },
        { "__le__(value)", static (self, given) => self.Is(given[0], static (set, other) => set.IsSubsetOf(other)) },
        { "__len__()", static (self, _) => self.Do(set => (object)set.Count) },
        {
            "__lt__(value)",
            static (self, given) => self.Is(given[0], static (set, other) => set.IsProperSubsetOf(other))
        },
        { "__or__(value)", static (self, given) => self.With(given[0], static (set, other) => set.UnionWith(other)) },
        {
            "__rand__(value)",
            static (self, given) => self.With(given[0], static (set, other) => set.IntersectWith(other))
        },
        { "__ror__(value)", static (self, given) => self.With(given[0], static (set, other) => set.UnionWith(other)) },
        {
            "__rsub__(value)",
            static (self, given) => Pickled([.. Members(given[0]).Except(self.Do(Copy), PythonComparer.Instance)])
        },
        {
            "__rxor__(value)",
            static (self, given) => self.With(given[0], static (set, other) => set.SymmetricExceptWith(other))
        },
        { "__sub__(value)", static (self, given) => self.With(given[0], static (set, other) => set.ExceptWith(other)) },
        {
            "__xor__(value)",
            static (self, given) => self.With(given[0], static (set, other) => set.SymmetricExceptWith(other))
        },
        { "add(value)", static (self, given) => self.Do(set => set.Add(new(given[0]))) is var _ ? null : null },
        { "clear()", static (self, _) => self.Do(set => Clear(set)) },
        { "copy()", static (self, _) => self.Value() },
        {
            "difference(*others)",
            static (self, given) => self.WithAll(given, static (set, other) => set.ExceptWith(other))
        },
        {
            "difference_update(*others)",
            static (self, given) => self.ChangeAll(given, static (set, other) => set.ExceptWith(other))
        },
        { "discard(value)", static (self, given) => self.Do(set => set.Remove(new(given[0]))) is var _ ? null : null },
        {
            "intersection(*others)",
            static (self, given) => self.WithAll(given, static (set, other) => set.IntersectWith(other))
        },
        {
            "intersection_update(*others)",
            static (self, given) => self.ChangeAll(given, static (set, other) => set.IntersectWith(other))
        },
        { "isdisjoint(other)", static (self, given) => self.Is(given[0], static (set, other) => !set.Overlaps(other)) },
        { "issubset(other)", static (self, given) => self.Is(given[0], static (set, other) => set.IsSubsetOf(other)) },
        {
            "issuperset(other)",
            static (self, given) => self.Is(given[0], static (set, other) => set.IsSupersetOf(other))
        },
        { "pop()", static (self, given) => self.Do(set => self.Pop(set, given.ClientThread)) },
        {
            "remove(value)",
            static (self, given) =>
                self.Do(set => set.Remove(new(given[0])) ? (object?)null : throw PythonError.Key(given[0]))
        },
        {
            "symmetric_difference(other)",
            static (self, given) => self.With(given[0], static (set, other) => set.SymmetricExceptWith(other))
        },
        {
            "symmetric_difference_update(other)",
            static (self, given) =>
                self.Change(given[0], static (set, other) => set.SymmetricExceptWith(other)) is var _ ? null : null
        },
        { "union(*others)", static (self, given) => self.WithAll(given, static (set, other) => set.UnionWith(other)) },
        {
            "update(*others)",
            static (self, given) => self.ChangeAll(given, static (set, other) => set.UnionWith(other))
        },
    };

    private readonly Lock setLock = new();
    private readonly HashSet<Key> members = new(items.Select(item => new Key(item)), PythonComparer.Instance);

    protected override MethodTable<ServedSet> Methods => Table;

    public override object? Value() => Pickled(Do(Copy));

    public override string Repr() => PythonText.Repr(Value());

    private T Do<T>(Func<HashSet<Key>, T> action)
    {
        lock (setLock)
            return action(members);
    }

    private static HashSet<Key> Copy(HashSet<Key> set) => new(set, PythonComparer.Instance);

    private static HashSet<Key> Members(object? value) =>
        new(PythonItems.Of(value).Select(item => new Key(item)), PythonComparer.Instance);

    private static HashSet<object?> Pickled(IEnumerable<Key> set) =>
        new(set.Select(key => key.Value), ReferenceEqualityComparer.Instance);

    private bool Is(object? other, Func<HashSet<Key>, HashSet<Key>, bool> relation)
    {
        var members = Members(other);
        return Do(set => relation(set, members));
    }

    private HashSet<object?> With(object? other, Action<HashSet<Key>, HashSet<Key>> combine)
    {
        var combined = Do(Copy);
        combine(combined, Members(other));
        return Pickled(combined);
    }

    private HashSet<object?> WithAll(BoundArguments given, Action<HashSet<Key>, HashSet<Key>> combine)
    {
        var combined = Do(Copy);
        foreach (var other in (List<object?>)given[0]!)
            combine(combined, Members(other));
        return Pickled(combined);
    }

    private HashSet<object?> Change(object? other, Action<HashSet<Key>, HashSet<Key>> change)
    {
        var members = Members(other);
        return Do(set =>
        {
            change(set, members);
            return Pickled(set);
        });
    }

    private void ChangeAll(BoundArguments given, Action<HashSet<Key>, HashSet<Key>> change)
    {
        foreach (var other in (List<object?>)given[0]!)
            Change(other, change);
    }

    private IEnumerable<object?> Items() => Items(Do(Copy));

    private IEnumerable<object?> Items(HashSet<Key> all)
    {
        foreach (var key in all)
        {
            if (Do(set => set.Count) != all.Count)
                throw PythonError.Runtime("Set changed size during iteration");

            yield return key.Value;
        }
    }

    private static object? Clear(HashSet<Key> set)
    {
        set.Clear();
        return null;
    }

    private object? Pop(HashSet<Key> set, ClientThread clientThread)
    {
        if (set.Count == 0)
            throw PythonError.Key("pop from an empty set");

        var popped = set.First();
        set.Remove(popped);
        return clientThread.Taken(popped.Value, () => Do(now => now.Add(popped)));
    }
}
