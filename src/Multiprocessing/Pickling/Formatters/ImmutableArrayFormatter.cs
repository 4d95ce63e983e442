using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable array; the uninitialized one crosses as the empty one.</summary>
internal sealed class ImmutableArrayFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableArray<T>, T>(types)
{
    protected override T[] ToArray(ImmutableArray<T> collection) =>
        ImmutableCollectionsMarshal.AsArray(collection) ?? [];

    protected override ImmutableArray<T> FromArray(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);
}
