using System.Collections.Immutable;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable set that compares in the default way.</summary>
internal sealed class ImmutableHashSetFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableHashSet<T>, T>(types)
{
    protected override T[] ToArray(ImmutableHashSet<T> collection) =>
        collection.KeyComparer.Equals(EqualityComparer<T>.Default)
            ? [.. collection]
            : throw new PicklingException($"a {this} with a comparer of its own cannot cross.");

    protected override ImmutableHashSet<T> FromArray(T[] items) => [.. items];
}
