using System.Runtime.InteropServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An array of numbers or enums for which Python has no array type: its type called with its lengths and bytes, at
/// memory speed.
/// </summary>
internal sealed class BlockFormatter(Type type) : Formatter(type)
{
    private readonly int rank = type.GetArrayRank();
    private readonly bool isEnum = type.GetElementType()!.IsEnum;

    /// <summary>Whether elements can be copied as bytes: they contain no reference and no address.</summary>
    public static bool CanHold(Type element) =>
        element.IsEnum || element.IsPrimitive && element != typeof(nint) && element != typeof(nuint);

    /// <summary>The elements of an array of primitives as bytes.</summary>
    public static Span<byte> BytesOf(Array array) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));

    /// <summary>Refuses an array whose bytes do not fit a message.</summary>
    public static void RefuseBeyondLimit(Pickler pickler, Array array)
    {
        // An array can have more bytes than an int can count, so Buffer.ByteLength cannot be asked.
        var size = array.Length > 0 ? SizeOf(array.GetType().GetElementType()!) : 0;
        pickler.Writer.RefuseBeyondLimit(array.LongLength * size);
    }

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var array = (Array)value;
        RefuseBeyondLimit(pickler, array);
        ArrayLengths.RefuseLowerBounds(array);
        if (!isEnum && Type.IsSZArray && pickler.Blocks?.TryWrite(pickler, array, Buffer.ByteLength(array)) == true)
            return;

        pickler.WriteGlobal(this);
        pickler.Writer.Op(Opcode.Mark);
        ArrayLengths.Write(pickler.Writer, array);
        pickler.Writer.ByteString(BytesOf(array));
        pickler.Writer.Op(Opcode.Tuple);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length != 2)
            throw new UnpicklingException($"{this} is made from lengths and bytes.");
        return new StackValue(TryCall(arguments[..1], arguments[1].ToBytes(), ref budget));
    }

    public override object? TryCall(StackSpan arguments, ReadOnlySpan<byte> last, ref Budget budget)
    {
        if (arguments.Length != 1)
            return null;
        var array = ArrayLengths.Make(Type, arguments[0].ToItems(), rank, ref budget);
        if (Buffer.ByteLength(array) != last.Length)
            throw new UnpicklingException($"{this} of {array.Length} elements cannot have {last.Length} bytes.");
        last.CopyTo(BytesOf(array));
        return array;
    }

    private static int SizeOf(Type element) =>
        Type.GetTypeCode(element) switch
        {
            TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
            TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            _ => 8,
        };
}
