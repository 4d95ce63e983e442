using System.Collections.Immutable;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable list.</summary>
internal sealed class ImmutableListShape<T>(PickleTypes types) : ContentShape<ImmutableList<T>, T>(types)
{
    protected override T[] ToArray(ImmutableList<T> collection) => [.. collection];

    protected override ImmutableList<T> FromArray(T[] items) => [.. items];
}
