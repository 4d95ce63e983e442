using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Multiprocessing.Sharing;

/// <summary>
/// Where a <see cref="ShareableList"/> has what, as CPython lays it out: the number of items (8 bytes); the end of each
/// place, after a zero (8 bytes each); the places; for each item its format in Python's <c>struct</c> (8 bytes); and
/// for each item what is to be done with what was read (1 byte): 0 nothing, 1 decode, 2 cut, 3 it is None.
/// </summary>
internal sealed class ShareableLayout
{
    private const int Word = 8;

    private readonly SharedMemory memory;
    private readonly long[] ends;

    /// <summary>Reads where everything is.</summary>
    /// <exception cref="SharedMemoryException">The segment contains no list.</exception>
    public ShareableLayout(SharedMemory memory)
    {
        this.memory = memory;
        var count = memory.Size < Word ? -1 : BinaryPrimitives.ReadInt64LittleEndian(memory.Slice(0, Word));
        if (count < 0 || count > memory.Size / Word || count >= Array.MaxLength)
            throw NoList(memory);

        Count = (int)count;
        ends = new long[Count + 1];
        for (var i = 0; i <= Count && Count > 0; i++)
        {
            ends[i] = BinaryPrimitives.ReadInt64LittleEndian(memory.Slice(Word * (i + 1L), Word));
            if (ends[i] < (i == 0 ? 0 : ends[i - 1] + Word) || ends[i] - (i == 0 ? 0 : ends[i - 1]) > int.MaxValue)
                throw NoList(memory);
        }

        if (Codes + Count > memory.Size && Count > 0)
            throw NoList(memory);
    }

    public int Count { get; }

    private long Places => Word * (Count + 2L);

    private long Formats => Places + ends[Count];

    private long Codes => Formats + ((long)Word * Count);

    /// <summary>How many bytes a new list needs.</summary>
    public static long SizeOf(ShareableItem[] items) =>
        (Word * (items.Length + 2L)) + items.Sum(item => (long)item.Room) + ((Word + 1L) * items.Length);

    /// <summary>Writes how many items a new list has, and how large their places are.</summary>
    public static void Begin(SharedMemory memory, ShareableItem[] items)
    {
        BinaryPrimitives.WriteInt64LittleEndian(memory.Slice(0, Word), items.Length);
        var end = 0L;
        for (var i = 0; i < items.Length; i++)
        {
            end += items[i].Room;
            BinaryPrimitives.WriteInt64LittleEndian(memory.Slice(Word * (i + 2L), Word), end);
        }
    }

    /// <summary>The item at an index that exists.</summary>
    public object? Read(int index)
    {
        var place = Place(index);
        var format = memory.Slice(Formats + ((long)Word * index), Word).TrimEnd((byte)0);
        var code = memory.Slice(Codes + index, 1)[0];
        if (format.SequenceEqual("q"u8))
            return Item(ShareableKind.Integer, place[..Word]);
        if (format.SequenceEqual("d"u8))
            return Item(ShareableKind.Float, place[..Word]);
        if (format.SequenceEqual("xxxxxxx?"u8))
            return Item(ShareableKind.Truth, place[..Word]);
        if (format.SequenceEqual("xxxxxx?x"u8))
            return null;
        if (
            format is [.. var digits, (byte)'s']
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= place.Length
            && code is 1 or 2
        )
        {
            return Item(code == 1 ? ShareableKind.Text : ShareableKind.Bytes, place[..length].TrimEnd((byte)0));
        }

        throw NoList(memory);
    }

    /// <summary>Replaces the item at an index that exists.</summary>
    /// <exception cref="ArgumentException">There is no such item in any list, or it does not fit.</exception>
    public void Write(int index, object? value) => Write(index, ShareableItem.Of(value));

    /// <summary>Replaces the item at an index that exists.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public void Write(int index, ShareableItem item)
    {
        var place = Place(index);
        if (item.Bytes.Length > place.Length)
        {
            throw new ArgumentException(
                $"Item {index} of the list has a place of {place.Length} bytes, and the new one needs "
                    + $"{item.Bytes.Length}."
            );
        }

        place.Clear();
        item.Bytes.CopyTo(place);
        var format = memory.Slice(Formats + ((long)Word * index), Word);
        format.Clear();
        _ = Encoding.ASCII.GetBytes(FormatOf(item.Kind, place.Length), format);
        memory.Slice(Codes + index, 1)[0] = item.Kind switch
        {
            ShareableKind.Text => 1,
            ShareableKind.Bytes => 2,
            ShareableKind.Null => 3,
            _ => 0,
        };
    }

    private static object? Item(ShareableKind kind, Span<byte> bytes) =>
        new ShareableItem(kind, bytes.ToArray()).ToValue();

    private static string FormatOf(ShareableKind kind, int length) =>
        kind switch
        {
            ShareableKind.Integer => "q",
            ShareableKind.Float => "d",
            ShareableKind.Truth => "xxxxxxx?",
            ShareableKind.Null => "xxxxxx?x",
            _ => string.Create(CultureInfo.InvariantCulture, $"{length}s"),
        };

    private static SharedMemoryException NoList(SharedMemory memory) =>
        new(
            SharedMemoryError.WrongContent,
            $"The shared memory '{memory.Name}' does not contain a ShareableList, or one that was damaged."
        );

    private Span<byte> Place(int index) => memory.Slice(Places + ends[index], (int)(ends[index + 1] - ends[index]));
}
