using System.Collections;
using System.Diagnostics;
using Multiprocessing.Sharing;

namespace Multiprocessing;

/// <summary>
/// A list of a fixed number of numbers, truths, texts, bytes and nulls in shared memory. CPython:
/// <c>multiprocessing.shared_memory.ShareableList</c>, which opens these lists, and whose lists this class opens.
/// </summary>
/// <remarks>
/// <para>Each item has a place of a fixed size: 8 bytes, and for texts and bytes as many as the first one needed, up to
/// a multiple of 8. An item can be replaced by one of another type that fits into its place.</para>
/// <para>An integer is returned as an <see cref="int"/> if it fits, otherwise as a <see cref="long"/>. Nothing is
/// synchronized: an item can be read while it is half written.</para>
/// <para>It can be sent to other processes of .NET: its name crosses. Its memory ends as <see cref="SharedMemory"/>
/// says.</para>
/// </remarks>
[SharedFormatters]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed class ShareableList : IReadOnlyList<object?>, IDisposable, ISharedObject
{
    private readonly SharedMemory memory;
    private readonly ShareableLayout layout;

    internal ShareableList(SharedMemory memory)
    {
        this.memory = memory;
        layout = new(memory);
        memory.View = this;
    }

    /// <summary>The name of its segment, by which any process opens it.</summary>
    public string Name => memory.Name;

    /// <summary>How many items it has.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int Count
    {
        get
        {
            _ = memory.Size;
            return layout.Count;
        }
    }

    SharedMemory ISharedObject.Memory => memory;

    private string DebuggerDisplay => $"{layout.Count} items in {Name}";

    /// <summary>The item at an index.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item, or a number is beyond 64 bits.</exception>
    /// <exception cref="ArgumentException">
    /// A written item has a type that no list has, does not fit into the place, or ends with a NUL that would be lost.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    /// <exception cref="SharedMemoryException">What is there is no item of a list.</exception>
    public object? this[int index]
    {
        get => layout.Read(Checked(index));
        set => layout.Write(Checked(index), value);
    }

    /// <summary>Creates a list.</summary>
    /// <param name="items">
    /// Its items: integers of up to 64 bits, <see cref="double"/>, <see cref="float"/>, <see cref="bool"/>,
    /// <see cref="string"/>, arrays of bytes, and null.
    /// </param>
    /// <param name="name">The name of its segment, which no segment has; null for one that the library chooses.</param>
    /// <exception cref="ArgumentException">
    /// An item has another type, or ends with a NUL, which would be lost; or the name is not that of a file.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is beyond 64 bits.</exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static ShareableList Create(IEnumerable<object?> items, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        var encoded = items.Select(ShareableItem.Of).ToArray();
        var memory = SharedMemory.Create(ShareableLayout.SizeOf(encoded), name);
        ShareableLayout.Begin(memory, encoded);
        var list = new ShareableList(memory);
        for (var i = 0; i < encoded.Length; i++)
            list.layout.Write(i, encoded[i]);
        return list;
    }

    /// <summary>Opens a list that another process created, or this one.</summary>
    /// <param name="name">The name of its segment.</param>
    /// <exception cref="ArgumentException">The name is not that of a file.</exception>
    /// <exception cref="SharedMemoryException">No segment has the name, or it contains no list.</exception>
    public static ShareableList Open(string name) =>
        SharedMemory.Open(name, static memory => new ShareableList(memory));

    /// <summary>The index of the first item that equals a value; -1 for none.</summary>
    /// <param name="value">The value. An integer is found whatever its type, bytes by what they contain.</param>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    public int IndexOf(object? value)
    {
        var wanted = ShareableItem.Of(value).ToValue();
        for (var i = 0; i < Count; i++)
        {
            if (AreEqual(layout.Read(i), wanted))
                return i;
        }

        return -1;
    }

    /// <summary>The items, one after another, each as it is when it is reached.</summary>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return layout.Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Removes the name of its segment for everybody: no process can open it any more, and it cannot be sent. Those
    /// that have it keep it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Unlink() => memory.Unlink();

    /// <summary>Ends the use by this process; the last process frees the memory.</summary>
    public void Dispose() => memory.Dispose();

    private static bool AreEqual(object? one, object? other) =>
        one is byte[] bytes && other is byte[] others ? bytes.AsSpan().SequenceEqual(others) : Equals(one, other);

    private int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return index;
    }
}
