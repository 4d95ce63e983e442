using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Multiprocessing.Pickling;

/// <summary>
/// A growing buffer of protocol 4 opcodes, of at most <paramref name="limit"/> bytes, which defaults to the longest
/// array. It writes no frames, which are optional.
/// </summary>
internal sealed class PickleWriter(int limit = 0x7fffffc7)
{
    private const int LongestText = int.MaxValue / 4;

    private byte[] bytes = new byte[Math.Min(256, limit)];
    private int length;

    /// <summary>The number of bytes written.</summary>
    public int Length => length;

    /// <summary>The bytes written. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    /// <summary>The bytes written, for sending. Valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, length);

    /// <summary>The bytes written, for filling in a header. Valid until the next write.</summary>
    public Span<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Discards all but the first <paramref name="length"/> bytes; keeps the buffer.</summary>
    public void Truncate(int length) => this.length = Math.Min(length, this.length);

    /// <summary>
    /// Empties the buffer, and releases it if a message made it larger than <paramref name="kept"/> bytes.
    /// </summary>
    public void Clear(int kept)
    {
        length = 0;
        if (bytes.Length > kept)
            bytes = new byte[256];
    }

    /// <summary>Appends bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(this.bytes.AsSpan(length));
        length += bytes.Length;
    }

    public void Op(byte opcode)
    {
        Reserve(1);
        bytes[length++] = opcode;
    }

    public void Bool(bool value) => Op(value ? Opcode.NewTrue : Opcode.NewFalse);

    public void Int(int value)
    {
        Reserve(5);
        ref var at = ref bytes[length];
        if ((uint)value <= byte.MaxValue)
        {
            at = Opcode.BinInt1;
            Unsafe.Add(ref at, 1) = (byte)value;
            length += 2;
        }
        else if ((uint)value <= ushort.MaxValue)
        {
            at = Opcode.BinInt2;
            WriteLittleEndian(ref Unsafe.Add(ref at, 1), (ushort)value);
            length += 3;
        }
        else
        {
            at = Opcode.BinInt;
            WriteLittleEndian(ref Unsafe.Add(ref at, 1), value);
            length += 5;
        }
    }

    public void Int(long value)
    {
        if (value == (int)value)
        {
            Int((int)value);
            return;
        }

        var size = 8;
        while (size > 5 && value << (72 - size * 8) >> (72 - size * 8) == value)
            size--;

        Reserve(10);
        bytes[length] = Opcode.Long1;
        bytes[length + 1] = (byte)size;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(length + 2), value);
        length += 2 + size;
    }

    public void Int(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Int((long)value);
            return;
        }

        var size = value.GetByteCount();
        Header(Opcode.Long1, Opcode.Long4, size);
        value.TryWriteBytes(bytes.AsSpan(length), out var written);
        length += written;
    }

    public void Float(double value)
    {
        Reserve(9);
        bytes[length] = Opcode.BinFloat;
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(length + 1), value);
        length += 9;
    }

    /// <summary>A float of half the size, with all bits of one that is not a number.</summary>
    public void Float(float value) => Float(FloatBits.Widen(value));

    /// <summary>A str. Half a surrogate pair is written as by CPython's <c>surrogatepass</c>.</summary>
    public void Text(string value)
    {
        if (value.Length > LongestText)
        {
            throw new PicklingException(
                $"a string of {value.Length:N0} characters is too long; at most {LongestText:N0} can be sent."
            );
        }

        // Long strings are measured first: the worst case would reserve three times what they need.
        if (value.Length > 1 << 16)
            Reserve(5 + Encoding.UTF8.GetByteCount(value) + 64);
        else
            Reserve(5 + 3 * value.Length);

        var header = 3 * value.Length <= byte.MaxValue ? 2 : 5;
        var start = length;
        length += header;
        Utf8(value);
        var size = length - start - header;
        if (header == 2)
        {
            bytes[start] = Opcode.ShortBinUnicode;
            bytes[start + 1] = (byte)size;
        }
        else
        {
            bytes[start] = Opcode.BinUnicode;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(start + 1), size);
        }
    }

    public void ByteString(ReadOnlySpan<byte> value)
    {
        Header(Opcode.ShortBinBytes, Opcode.BinBytes, value.Length);
        value.CopyTo(bytes.AsSpan(length));
        length += value.Length;
    }

    /// <summary>
    /// A class or function by name, in one opcode. The caller makes sure that the names contain no newline.
    /// </summary>
    public void Global(string module, string name)
    {
        Reserve(3 * (module.Length + name.Length) + 3);
        bytes[length++] = Opcode.Global;
        Utf8(module);
        bytes[length++] = (byte)'\n';
        Utf8(name);
        bytes[length++] = (byte)'\n';
    }

    /// <summary>Pushes again the value that was memoized as <paramref name="index"/>.</summary>
    public void Get(int index)
    {
        Reserve(5);
        ref var at = ref bytes[length];
        if (index <= byte.MaxValue)
        {
            at = Opcode.BinGet;
            Unsafe.Add(ref at, 1) = (byte)index;
            length += 2;
        }
        else
        {
            at = Opcode.LongBinGet;
            WriteLittleEndian(ref Unsafe.Add(ref at, 1), index);
            length += 5;
        }
    }

    private void Utf8(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var status = System.Text.Unicode.Utf8.FromUtf16(
                text,
                bytes.AsSpan(length),
                out var read,
                out var written,
                replaceInvalidSequences: false
            );
            length += written;
            if (status == System.Buffers.OperationStatus.Done)
                return;
            text = text[read..];
            if (status == System.Buffers.OperationStatus.DestinationTooSmall)
            {
                Reserve(3 * text.Length);
                continue;
            }

            Reserve(3 * text.Length);
            var surrogate = text[0];
            bytes[length++] = (byte)(0xe0 | surrogate >> 12);
            bytes[length++] = (byte)(0x80 | surrogate >> 6 & 0x3f);
            bytes[length++] = (byte)(0x80 | surrogate & 0x3f);
            text = text[1..];
        }
    }

    private void Header(byte small, byte medium, int size)
    {
        Reserve(9L + size);
        var at = bytes.AsSpan(length);
        if (size <= byte.MaxValue)
        {
            at[0] = small;
            at[1] = (byte)size;
            length += 2;
        }
        else
        {
            at[0] = medium;
            BinaryPrimitives.WriteInt32LittleEndian(at[1..], size);
            length += 5;
        }
    }

    /// <summary>Refuses a value of more bytes than the message has room for.</summary>
    /// <exception cref="PicklingException">The message would exceed its limit.</exception>
    public void RefuseBeyondLimit(long bytes)
    {
        if (length + bytes > limit)
            throw TooLong(length + bytes);
    }

    private PicklingException TooLong(long needed) =>
        new(
            $"the message would have {needed:N0} bytes or more, but is limited to {limit:N0}; send the value in parts."
        );

    private void Reserve(long room)
    {
        if (length + room > bytes.Length)
            Grow(room);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long room)
    {
        var needed = length + room;
        if (needed > limit)
            throw TooLong(needed);

        // Doubling to just above the size of a large array would waste half of it: large sizes are used as they are.
        var size = Math.Min(Math.Max(needed, room > this.bytes.Length ? needed : 2L * this.bytes.Length), limit);
        var bytes = GC.AllocateUninitializedArray<byte>((int)size);
        Written.CopyTo(bytes);
        this.bytes = bytes;
    }

    private static void WriteLittleEndian(ref byte at, int value) =>
        Unsafe.WriteUnaligned(ref at, BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    private static void WriteLittleEndian(ref byte at, ushort value) =>
        Unsafe.WriteUnaligned(ref at, BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));
}
