using Multiprocessing.Pickling;

namespace Multiprocessing.Sharing;

/// <summary>
/// An array on its way: its elements cross in shared memory, and the receiver copies them into an array of its own.
/// </summary>
[SharedBlockFormatters]
internal sealed class SharedBlock(Array array, SharedMemory memory) : IConvertsTo
{
    /// <summary>The array that was copied.</summary>
    public Array Array => array;

    /// <summary>The copy.</summary>
    public SharedMemory Memory => memory;

    /// <summary>How many messages refer to it that have not been answered.</summary>
    public int Uses { get; set; }

    public object? As(Type type) => null;
}
