using System.Runtime.InteropServices;

namespace Multiprocessing.Pickling;

/// <summary>An array of numbers that Python has an <c>array.array</c> for: one block of bytes, at memory speed.</summary>
internal sealed class NumbersShape<T>(char typeCode, int format) : NumbersShape(typeof(T[]), typeCode, format)
    where T : unmanaged
{
    protected override ReadOnlySpan<byte> BytesOf(object array) => MemoryMarshal.AsBytes(((T[])array).AsSpan());

    public override Array Make(ReadOnlySpan<byte> bytes)
    {
        var array = GC.AllocateUninitializedArray<T>(bytes.Length / ElementSize);
        bytes.CopyTo(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }
}

/// <summary>
/// Python's <c>array.array</c> for one type of element: its letter there, and its machine format as <c>array._array_reconstructor</c> numbers them,
/// little-endian; the big-endian one is one more.
/// </summary>
internal abstract class NumbersShape(Type type, char typeCode, int format) : Shape(type)
{
    private static readonly PythonGlobal Function = new("array", "_array_reconstructor");
    private static readonly PythonGlobal Class = new("array", "array");

    private readonly string _typeCode = typeCode.ToString();

    protected int ElementSize { get; } = format switch { < 2 => 1, < 6 => 2, < 10 or 14 => 4, _ => 8 };

    /// <summary>The shape of an array by its element; null where Python has no array for it.</summary>
    public static NumbersShape? Of(Type element) => element.IsEnum ? null : Type.GetTypeCode(element) switch
    {
        TypeCode.SByte => new NumbersShape<sbyte>('b', 1),
        TypeCode.UInt16 => new NumbersShape<ushort>('H', 2),
        TypeCode.Int16 => new NumbersShape<short>('h', 4),
        TypeCode.UInt32 => new NumbersShape<uint>('I', 6),
        TypeCode.Int32 => new NumbersShape<int>('i', 8),
        TypeCode.UInt64 => new NumbersShape<ulong>('Q', 10),
        TypeCode.Int64 => new NumbersShape<long>('q', 12),
        TypeCode.Single => new NumbersShape<float>('f', 14),
        TypeCode.Double => new NumbersShape<double>('d', 16),
        _ => null,
    };

    /// <summary>An array of a machine format from its bytes.</summary>
    public static Array Make(int format, ReadOnlySpan<byte> bytes)
    {
        if (format == 0)
            return bytes.ToArray();
        var element = (format & ~1) switch
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
            _ => throw new UnpicklingException($"an array of machine format {format} has no twin in .NET."),
        };
        var shape = Of(element)!;
        if (bytes.Length % shape.ElementSize != 0)
            throw new UnpicklingException($"{bytes.Length} bytes are no whole number of {TypeName.Display(element)}.");
        return format > 1 && (format & 1) != 0 ? shape.Make(Swapped(bytes, shape.ElementSize)) : shape.Make(bytes);
    }

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        var writer = pickler.Writer;
        pickler.WriteGlobal(Function);
        writer.Op(Opcode.Mark);
        pickler.WriteGlobal(Class);
        pickler.WriteText(_typeCode);
        writer.Int(format);
        writer.ByteString(BytesOf(value));
        writer.Op(Opcode.Tuple);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public abstract Array Make(ReadOnlySpan<byte> bytes);

    protected abstract ReadOnlySpan<byte> BytesOf(object array);

    private static byte[] Swapped(ReadOnlySpan<byte> bytes, int size)
    {
        var swapped = bytes.ToArray();
        for (var at = 0; at < swapped.Length; at += size)
            swapped.AsSpan(at, size).Reverse();
        return swapped;
    }
}
