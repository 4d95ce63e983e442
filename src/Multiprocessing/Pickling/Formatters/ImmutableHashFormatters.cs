using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An immutable collection that hashes or sorts its items. If they may not be whole yet, it is filled last.
/// </summary>
internal abstract class ImmutableHashFormatter<TCollection, TKey, TItem>(PickleTypes types)
    : ContentFormatter<TCollection, TItem>(types)
    where TCollection : class, IEnumerable<TItem>
{
    private readonly DeclaredType key = new(types, typeof(TKey));

    public override bool IsFilledLast(object target) => !key.IsWholeAtOnce;

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (key.IsWholeAtOnce)
            return base.Call(arguments, ref budget);
        budget.Spend(Items(arguments).Length);
        return new StackValue(RuntimeHelpers.GetUninitializedObject(Type));
    }

    public override bool FindsItsItems(object target)
    {
        foreach (var item in (TCollection)target)
        {
            if (!Contains((TCollection)target, item))
                return false;
        }

        return true;
    }

    // What refers to the collection already has this object, so the object takes over the fields of a new collection.
    public override void Complete(object target, StackSpan arguments)
    {
        var whole = FromArray(Items(arguments));
        var instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var field in Type.GetFields(instance))
            field.SetValue(target, field.GetValue(whole));
    }

    protected abstract bool Contains(TCollection collection, TItem item);
}

/// <summary>An immutable set with the default comparer.</summary>
internal sealed class ImmutableHashSetFormatter<T>(PickleTypes types)
    : ImmutableHashFormatter<ImmutableHashSet<T>, T, T>(types)
{
    protected override T[] ToArray(ImmutableHashSet<T> collection) =>
        IsDefault(collection.KeyComparer, EqualityComparer<T>.Default) ? [.. collection] : throw CustomComparer();

    protected override ImmutableHashSet<T> FromArray(T[] items) => [.. items];

    protected override bool Contains(ImmutableHashSet<T> collection, T item) => collection.Contains(item);
}

/// <summary>An immutable dictionary with the default comparers.</summary>
internal sealed class ImmutableDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : ImmutableHashFormatter<ImmutableDictionary<TKey, TValue>, TKey, KeyValuePair<TKey, TValue>>(types)
    where TKey : notnull
{
    protected override KeyValuePair<TKey, TValue>[] ToArray(ImmutableDictionary<TKey, TValue> collection) =>
        IsDefault(collection.KeyComparer, EqualityComparer<TKey>.Default)
        && IsDefault(collection.ValueComparer, EqualityComparer<TValue>.Default)
            ? [.. collection]
            : throw CustomComparer();

    protected override ImmutableDictionary<TKey, TValue> FromArray(KeyValuePair<TKey, TValue>[] items) =>
        ImmutableDictionary.CreateRange(items);

    protected override bool Contains(ImmutableDictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item) =>
        collection.ContainsKey(item.Key);
}
