using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An array of numbers as an <c>array.array</c>: one block of bytes, at memory speed. An element type has a letter
/// there, and a machine format, as numbered by <c>array._array_reconstructor</c>: that of little-endian; big-endian is
/// one more.
/// </summary>
internal sealed class NumbersFormatter(Type type, string letter, int format) : Formatter(type)
{
    private static readonly PythonGlobal Function = new("array", "_array_reconstructor");
    private static readonly PythonGlobal Class = new("array", "array");

    private readonly string letter = letter;
    private readonly int size = format switch
    {
        < 2 => 1,
        < 6 => 2,
        < 10 or 14 => 4,
        _ => 8,
    };

    /// <summary>The formatter of an array, by its element type; null if Python has no array type for it.</summary>
    public static NumbersFormatter? Of(Type element) =>
        element.IsEnum
            ? null
            : Type.GetTypeCode(element) switch
            {
                TypeCode.SByte => new NumbersFormatter(typeof(sbyte[]), "b", 1),
                TypeCode.UInt16 => new NumbersFormatter(typeof(ushort[]), "H", 2),
                TypeCode.Int16 => new NumbersFormatter(typeof(short[]), "h", 4),
                TypeCode.UInt32 => new NumbersFormatter(typeof(uint[]), "I", 6),
                TypeCode.Int32 => new NumbersFormatter(typeof(int[]), "i", 8),
                TypeCode.UInt64 => new NumbersFormatter(typeof(ulong[]), "Q", 10),
                TypeCode.Int64 => new NumbersFormatter(typeof(long[]), "q", 12),
                TypeCode.Single => new NumbersFormatter(typeof(float[]), "f", 14),
                TypeCode.Double => new NumbersFormatter(typeof(double[]), "d", 16),
                _ => null,
            };

    /// <summary>The letter of an element type in <c>array</c>; null if Python has no array type for it.</summary>
    public static string? LetterOf(Type element) => element == typeof(byte) ? "B" : Of(element)?.letter;

    /// <summary>An array from bytes in a machine format.</summary>
    public static Array Make(int format, ReadOnlySpan<byte> bytes)
    {
        if (format == 0)
            return bytes.ToArray();
        var array = Make(ElementOf(format), bytes);
        if (format > 1 && (format & 1) != 0 && array.Length > 0)
            ReverseEach(BlockFormatter.BytesOf(array), bytes.Length / array.Length);
        return array;
    }

    /// <summary>An array from little-endian bytes, of an element type other than byte.</summary>
    public static Array Make(Type element, ReadOnlySpan<byte> bytes)
    {
        var formatter = (NumbersFormatter)PickleTypes.Application.FormatterOf(element.MakeArrayType());
        var size = formatter.size;
        if (bytes.Length % size != 0)
        {
            throw new UnpicklingException(
                $"{bytes.Length} bytes are not a whole number of {TypeName.Display(element)} values."
            );
        }

        var array = MakeEmpty(formatter.Type, bytes.Length / size);
        bytes.CopyTo(BlockFormatter.BytesOf(array));
        return array;
    }

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        var writer = pickler.Writer;
        var array = (Array)value;
        BlockFormatter.RefuseBeyondLimit(pickler, array);
        if (pickler.Blocks?.TryWrite(pickler, array, Buffer.ByteLength(array)) == true)
            return;

        pickler.WriteGlobal(Function);
        writer.Op(Opcode.Mark);
        pickler.WriteGlobal(Class);
        pickler.WriteText(letter);
        writer.Int(format);
        writer.ByteString(BlockFormatter.BytesOf(array));
        writer.Op(Opcode.Tuple);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    private static Type ElementOf(int format) =>
        (format & ~1) switch
        {
            0 => typeof(sbyte),
            2 => typeof(ushort),
            4 => typeof(short),
            6 => typeof(uint),
            8 => typeof(int),
            10 => typeof(ulong),
            12 => typeof(long),
            14 => typeof(float),
            16 => typeof(double),
            _ => throw new UnpicklingException($"an array of machine format {format} has no .NET equivalent."),
        };

    private static void ReverseEach(Span<byte> content, int size)
    {
        for (var at = 0; at < content.Length; at += size)
            content.Slice(at, size).Reverse();
    }

    // The most common types are not zeroed first.
    private static Array MakeEmpty(Type array, int length)
    {
        if (array == typeof(int[]))
            return GC.AllocateUninitializedArray<int>(length);
        return array == typeof(double[])
            ? GC.AllocateUninitializedArray<double>(length)
            : Array.CreateInstanceFromArrayType(array, length);
    }
}
