using System.Collections.Immutable;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable dictionary that compares in the default way.</summary>
internal sealed class ImmutableDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : ContentFormatter<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(types)
    where TKey : notnull
{
    protected override KeyValuePair<TKey, TValue>[] ToArray(ImmutableDictionary<TKey, TValue> collection) =>
        collection.KeyComparer.Equals(EqualityComparer<TKey>.Default)
        && collection.ValueComparer.Equals(EqualityComparer<TValue>.Default)
            ? [.. collection]
            : throw new PicklingException($"a {this} with a comparer of its own cannot cross.");

    protected override ImmutableDictionary<TKey, TValue> FromArray(KeyValuePair<TKey, TValue>[] items) =>
        ImmutableDictionary.CreateRange(items);
}
