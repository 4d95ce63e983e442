namespace Multiprocessing.Sharing.Synchronization;

/// <summary>The first bytes of a segment: what lies in it, and with which parameters it was made.</summary>
internal unsafe struct SharedHeader
{
    /// <summary>Its length in bytes, so that what follows begins a cache line.</summary>
    public const int Length = 640;

    /// <summary>The longest name of a segment.</summary>
    private const int LongestText = 255;

    private const long Mark = 0x31_434E_5953_504D; // "MPSYNC1"

    private long mark;
    private SharedKind kind;

    /// <summary>The numbers that it was made with.</summary>
    public long First,
        Second,
        Third;

    private int textLength;
    private fixed char text[LongestText];

    /// <summary>A name that it was made with.</summary>
    public string Text
    {
        readonly get
        {
            fixed (char* start = text)
                return new(start, 0, textLength);
        }
        set
        {
            textLength = value.Length;
            fixed (char* start = text)
                value.CopyTo(new Span<char>(start, LongestText));
        }
    }

    /// <summary>Marks a new segment as one that can be opened. Everything else in it is there already.</summary>
    public void Publish(SharedKind what)
    {
        kind = what;
        Volatile.Write(ref mark, Mark);
    }

    /// <summary>Refuses a segment that is not what it should be.</summary>
    /// <exception cref="SharedMemoryException">It is something else.</exception>
    public void Check(SharedMemory memory, SharedKind what, long size)
    {
        if (memory.Size < Length || Volatile.Read(ref mark) != Mark)
        {
            throw Failure(memory, what, "it was not made by this library, or is still being made");
        }

        if (kind != what)
            throw Failure(memory, what, $"it is a Shared{kind}");
        if (memory.Size < size)
            throw Failure(memory, what, $"it has {memory.Size:N0} bytes instead of {size:N0}");
    }

    private static SharedMemoryException Failure(SharedMemory memory, SharedKind what, string why) =>
        new(
            SharedMemoryError.WrongContent,
            $"The shared memory '{memory.Name}' cannot be opened as a Shared{what}: {why}."
        );
}
