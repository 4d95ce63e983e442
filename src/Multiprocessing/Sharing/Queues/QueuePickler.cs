using Multiprocessing.Pickling;

namespace Multiprocessing.Sharing.Queues;

/// <summary>What a thread pickles and unpickles the items of queues with.</summary>
internal sealed class QueuePickler
{
    private const int KeptBuffer = 1 << 20;

    [ThreadStatic]
    private static QueuePickler? current;

    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly Unpickler unpickler = new(PickleTypes.Application);
    private PickleWriter writer = new();

    /// <summary>Where the bytes of an item are taken to.</summary>
    public byte[] Buffer = new byte[256];

    /// <summary>That of this thread, for one use; what the use calls has another one.</summary>
    public static QueuePickler Rent()
    {
        var rented = current ?? new();
        current = null;
        return rented;
    }

    /// <summary>Ends the use. The memory of a large item is released.</summary>
    public void Return()
    {
        if (Buffer.Length > KeptBuffer)
            Buffer = new byte[256];
        if (writer.Length > KeptBuffer)
            writer = new();
        current = this;
    }

    /// <summary>The pickle of an item, until the next one.</summary>
    /// <exception cref="PicklingException">It cannot be sent to another process.</exception>
    public ReadOnlySpan<byte> Dump<T>(T item)
    {
        writer.Truncate(0);
        pickler.Dump(item, writer);
        return writer.Written;
    }

    /// <summary>The item whose bytes are in the buffer.</summary>
    /// <exception cref="UnpicklingException">They are not a <typeparamref name="T"/>.</exception>
    public T Load<T>(int length) => unpickler.Load<T>(Buffer.AsSpan(0, length));
}
