using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A read-only collection; the copy wraps a new array.</summary>
internal sealed class ReadOnlyCollectionFormatter<T>(PickleTypes types)
    : ContentFormatter<ReadOnlyCollection<T>, T>(types)
{
    protected override T[] ToArray(ReadOnlyCollection<T> collection) => [.. collection];

    protected override ReadOnlyCollection<T> FromArray(T[] items) => new(items);
}

/// <summary>An immutable array; an uninitialized one stays one.</summary>
internal sealed class ImmutableArrayFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableArray<T>, T>(types)
{
    protected override T[]? ToArray(ImmutableArray<T> collection) => ImmutableCollectionsMarshal.AsArray(collection);

    protected override ImmutableArray<T> FromArray(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);
}

/// <summary>An immutable list.</summary>
internal sealed class ImmutableListFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableList<T>, T>(types)
{
    protected override T[] ToArray(ImmutableList<T> collection) => [.. collection];

    protected override ImmutableList<T> FromArray(T[] items) => [.. items];
}

/// <summary>An immutable queue, first item first.</summary>
internal sealed class ImmutableQueueFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableQueue<T>, T>(types)
{
    protected override T[] ToArray(ImmutableQueue<T> collection) => [.. collection];

    protected override ImmutableQueue<T> FromArray(T[] items) => ImmutableQueue.Create(items);
}

/// <summary>An immutable stack, lowest item first.</summary>
internal sealed class ImmutableStackFormatter<T>(PickleTypes types) : ContentFormatter<ImmutableStack<T>, T>(types)
{
    protected override T[] ToArray(ImmutableStack<T> collection)
    {
        T[] items = [.. collection];
        Array.Reverse(items);
        return items;
    }

    protected override ImmutableStack<T> FromArray(T[] items) => ImmutableStack.Create(items);
}

/// <summary>The elements of a part of memory; the copy has an array, or memory, of its own.</summary>
internal sealed class MemoryFormatter<T>(PickleTypes types) : ContentFormatter<Memory<T>, T>(types)
{
    protected override bool TryWriteShared(Pickler pickler, T[] items) =>
        ReadOnlyMemoryFormatter<T>.TryWriteItems(pickler, items);

    protected override bool TryFromShared(object? shared, out Memory<T> made)
    {
        made = shared as Memory<T>? ?? default;
        return shared is Memory<T>;
    }

    protected override T[] ToArray(Memory<T> collection) => ReadOnlyMemoryFormatter<T>.Content(collection);

    protected override Memory<T> FromArray(T[] items) => items;
}

/// <summary>The elements of a part of read-only memory; the copy has an array, or memory, of its own.</summary>
internal sealed class ReadOnlyMemoryFormatter<T>(PickleTypes types) : ContentFormatter<ReadOnlyMemory<T>, T>(types)
{
    /// <summary>Writes items that the receiver need not copy, if the pickler has a place for them.</summary>
    public static bool TryWriteItems(Pickler pickler, T[] items) =>
        pickler.Blocks is { } blocks
        && typeof(T) is { IsEnum: false, IsPrimitive: true }
        && BlockFormatter.CanHold(typeof(T))
        && !pickler.HasWritten(items)
        && blocks.TryWriteMemory(pickler, items, Buffer.ByteLength(items));

    /// <summary>The array itself if the memory is all of it, so that it stays one object in a message.</summary>
    public static T[] Content(ReadOnlyMemory<T> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment)
        && segment.Array is { } array
        && array.Length == segment.Count
        && array.GetType() == typeof(T[])
            ? array
            : memory.ToArray();

    protected override bool TryWriteShared(Pickler pickler, T[] items) => TryWriteItems(pickler, items);

    protected override bool TryFromShared(object? shared, out ReadOnlyMemory<T> made)
    {
        made = shared as Memory<T>? ?? default;
        return shared is Memory<T>;
    }

    protected override T[] ToArray(ReadOnlyMemory<T> collection) => Content(collection);

    protected override ReadOnlyMemory<T> FromArray(T[] items) => items;
}

/// <summary>
/// The elements of a part of an array; the copy is all of a new array. One without an array stays one.
/// </summary>
internal sealed class ArraySegmentFormatter<T>(PickleTypes types) : ContentFormatter<ArraySegment<T>, T>(types)
{
    protected override T[]? ToArray(ArraySegment<T> collection) =>
        collection.Array is null ? null : ReadOnlyMemoryFormatter<T>.Content(collection);

    protected override ArraySegment<T> FromArray(T[] items) => items;
}
