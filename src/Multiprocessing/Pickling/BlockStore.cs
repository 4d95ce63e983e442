namespace Multiprocessing.Pickling;

/// <summary>Where a pickler puts long arrays of numbers instead of the pickle itself.</summary>
internal abstract class BlockStore(long threshold)
{
    /// <summary>
    /// Writes how the receiver obtains an array, unless it is shorter than the threshold or better sent in the pickle:
    /// false then.
    /// </summary>
    /// <param name="pickler">Where to write.</param>
    /// <param name="array">A one-dimensional array of a primitive type.</param>
    /// <param name="size">Its size in bytes.</param>
    public bool TryWrite(Pickler pickler, Array array, long size) =>
        size >= threshold && TryPut(pickler, array, asMemory: false);

    /// <summary>The same for an array that the receiver takes as <see cref="Memory{T}"/>, and need not copy.</summary>
    /// <param name="pickler">Where to write.</param>
    /// <param name="array">A one-dimensional array of a primitive type.</param>
    /// <param name="size">Its size in bytes.</param>
    public bool TryWriteMemory(Pickler pickler, Array array, long size) =>
        size >= threshold && TryPut(pickler, array, asMemory: true);

    /// <summary>Puts an array that is long enough into the store, and writes how the receiver obtains it.</summary>
    protected abstract bool TryPut(Pickler pickler, Array array, bool asMemory);
}
