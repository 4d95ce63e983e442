using System.Collections.Immutable;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable list.</summary>
internal sealed class ImmutableListFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableList<T>, T>(types)
{
    protected override T[] ToArray(ImmutableList<T> collection) => [.. collection];

    protected override ImmutableList<T> FromArray(T[] items) => [.. items];
}
