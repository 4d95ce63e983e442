using System.Collections.ObjectModel;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A read-only collection, over an array of its own afterwards.</summary>
internal sealed class ReadOnlyCollectionFormatter<T>(PickleTypes types)
    : ContentFormatter<ReadOnlyCollection<T>, T>(types)
{
    protected override T[] ToArray(ReadOnlyCollection<T> collection) => [.. collection];

    protected override ReadOnlyCollection<T> FromArray(T[] items) => new(items);
}
