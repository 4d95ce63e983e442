using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// The framework's scalar types that can be pickled. Each keeps all that a .NET process can see of it: ticks, scale,
/// kind, offset.
/// </summary>
internal static class ScalarFormatters
{
    /// <summary>
    /// The formatter of a scalar, by its short name in <see cref="BuiltInTypes"/>; null if it is not a scalar.
    /// </summary>
    public static Formatter? Make(string name) => Number(name) ?? Time(name) ?? Rest(name);

    private static ScalarFormatter? Number(string name) =>
        name switch
        {
            "int" => new ScalarFormatter<int>(
                static (to, value) => to.Int(value),
                static from => from.ToInt32(),
                static _ => true
            ),
            "double" => new ScalarFormatter<double>(
                static (to, value) => to.Float(value),
                static from => from.ToDouble(),
                static _ => true
            ),
            "bool" => new ScalarFormatter<bool>(
                static (to, value) => to.Bool(value),
                static from => from.ToBoolean(),
                static _ => true
            ),
            "long" => new ScalarFormatter<long>(
                static (to, value) => to.Int(value),
                static from => from.ToInt64(),
                static value => value != (int)value
            ),
            "char" => new ScalarFormatter<char>(static (to, value) => to.Int(value), ToChar),
            "sbyte" => new ScalarFormatter<sbyte>(
                static (to, value) => to.Int(value),
                static from => (sbyte)from.ToInt64(sbyte.MinValue, sbyte.MaxValue, "sbyte")
            ),
            "byte" => new ScalarFormatter<byte>(
                static (to, value) => to.Int(value),
                static from => (byte)from.ToInt64(byte.MinValue, byte.MaxValue, "byte")
            ),
            "short" => new ScalarFormatter<short>(
                static (to, value) => to.Int(value),
                static from => (short)from.ToInt64(short.MinValue, short.MaxValue, "short")
            ),
            "ushort" => new ScalarFormatter<ushort>(
                static (to, value) => to.Int(value),
                static from => (ushort)from.ToInt64(ushort.MinValue, ushort.MaxValue, "ushort")
            ),
            "uint" => new ScalarFormatter<uint>(
                static (to, value) => to.Int((long)value),
                static from => (uint)from.ToInt64(uint.MinValue, uint.MaxValue, "uint")
            ),
            "float" => new ScalarFormatter<float>(
                static (to, value) => to.Float(value),
                static from => FloatBits.ToSingle(from.ToDouble())
            ),
            "decimal" => new ScalarFormatter<decimal>(WriteDecimal, ReadDecimal),
            _ => LargeNumber(name),
        };

    private static ScalarFormatter? LargeNumber(string name) =>
        name switch
        {
            "ulong" => new ScalarFormatter<ulong>(
                static (to, value) => to.Int((BigInteger)value),
                static from => (ulong)Within(from, ulong.MinValue, ulong.MaxValue, "ulong")
            ),
            "Int128" => new ScalarFormatter<Int128>(
                static (to, value) => to.Int(value),
                static from => (Int128)Within(from, Int128.MinValue, Int128.MaxValue, "Int128")
            ),
            "UInt128" => new ScalarFormatter<UInt128>(
                static (to, value) => to.Int(value),
                static from => (UInt128)Within(from, UInt128.MinValue, UInt128.MaxValue, "UInt128")
            ),
            "Half" => new ScalarFormatter<Half>(
                static (to, value) => to.Float(FloatBits.Widen(value)),
                static from => FloatBits.ToHalf(from.ToDouble())
            ),
            "BigInteger" => new ScalarFormatter<BigInteger>(
                static (to, value) => to.Int(value),
                static from => from.ToBigInteger(),
                static value => value < long.MinValue || value > long.MaxValue
            ),
            "Complex" => new ScalarFormatter<Complex>(
                WriteComplex,
                static from => Expect<Complex>(from, "complex"),
                static _ => true
            ),
            _ => null,
        };

    private static ScalarFormatter? Time(string name) =>
        name switch
        {
            "DateTime" => new ScalarFormatter<DateTime>(
                static (to, value) => to.Int(Unsafe.BitCast<DateTime, long>(value)),
                static from => ReadDateTime(from.ToInt64())
            ),
            "TimeSpan" => new ScalarFormatter<TimeSpan>(
                static (to, value) => to.Int(value.Ticks),
                static from => new TimeSpan(from.ToInt64())
            ),
            "DateOnly" => new ScalarFormatter<DateOnly>(
                static (to, value) => to.Int(value.DayNumber),
                static from => DateOnly.FromDayNumber(from.ToInt32())
            ),
            "TimeOnly" => new ScalarFormatter<TimeOnly>(
                static (to, value) => to.Int(value.Ticks),
                static from => new TimeOnly(from.ToInt64())
            ),
            "DateTimeOffset" => new ScalarFormatter<DateTimeOffset>(WriteDateTimeOffset, ReadDateTimeOffset),
            _ => null,
        };

    private static ScalarFormatter? Rest(string name) =>
        name switch
        {
            "Guid" => new ScalarFormatter<Guid>(
                static (to, value) => to.ByteString(value.ToByteArray()),
                static from => new Guid(from.ToBytes())
            ),
            "Rune" => new ScalarFormatter<Rune>(
                static (to, value) => to.Int(value.Value),
                static from => new Rune(from.ToInt32())
            ),
            "Index" => new ScalarFormatter<Index>(
                static (to, value) => to.Int(Encode(value)),
                static from => Decode(from)
            ),
            "Range" => new ScalarFormatter<Range>(WriteRange, ReadRange),
            "Version" => new ScalarFormatter<Version>(
                static (to, value) => to.Text(value.ToString()),
                static from => Version.Parse(from.ToText())
            ),
            "Uri" => new ScalarFormatter<Uri>(
                static (to, value) => UriText.Write(to, value),
                static from => UriText.Read(from)
            ),
            "DBNull" => new ScalarFormatter<DBNull>(static (to, _) => to.Op(Opcode.None), static _ => DBNull.Value),
            _ => null,
        };

    private static char ToChar(StackValue stackValue) =>
        stackValue.Reference is string { Length: 1 } text
            ? text[0]
            : (char)stackValue.ToInt64(char.MinValue, char.MaxValue, "char");

    private static BigInteger Within(StackValue stackValue, BigInteger least, BigInteger greatest, string type)
    {
        var value = stackValue.ToBigInteger();
        return value >= least && value <= greatest
            ? value
            : throw new UnpicklingException($"an int is out of the range of {type}.");
    }

    private static T Expect<T>(StackValue stackValue, string expected) =>
        stackValue.Reference is T value ? value : throw stackValue.Unexpected(expected);

    private static void WriteComplex(PickleWriter to, Complex value)
    {
        to.Global("builtins", "complex");
        to.Float(value.Real);
        to.Float(value.Imaginary);
        to.Op(Opcode.Tuple2);
        to.Op(Opcode.Reduce);
    }

    private static void WriteDecimal(PickleWriter to, decimal value) =>
        to.ByteString(MemoryMarshal.AsBytes(decimal.GetBits(value).AsSpan()));

    private static decimal ReadDecimal(StackValue from) =>
        from.ToBytes() is { Length: 16 } bits
            ? new decimal(MemoryMarshal.Cast<byte, int>(bits))
            : throw from.Unexpected("decimal");

    // The ticks and, in the two highest bits, the kind; for a local time, also which of the two equal times it is when
    // a clock is set back. DateTime.ToBinary converts local times to UTC, which moves those that no clock showed.
    private static DateTime ReadDateTime(long bits) =>
        (bits & (1L << 62) - 1) <= DateTime.MaxValue.Ticks
            ? Unsafe.BitCast<long, DateTime>(bits)
            : throw new UnpicklingException($"{bits} is not a DateTime.");

    private static void WriteDateTimeOffset(PickleWriter to, DateTimeOffset value)
    {
        to.Int(value.Ticks);
        to.Int(value.TotalOffsetMinutes);
        to.Op(Opcode.Tuple2);
    }

    private static DateTimeOffset ReadDateTimeOffset(StackValue from)
    {
        var items = from.ToItems();
        return new DateTimeOffset(items[0].ToInt64(), TimeSpan.FromMinutes(items[1].ToInt32()));
    }

    private static int Encode(Index index) => index.IsFromEnd ? ~index.Value : index.Value;

    private static Index Decode(StackValue from) =>
        from.ToInt32() is var value && value < 0 ? new Index(~value, fromEnd: true) : new Index(value);

    private static void WriteRange(PickleWriter to, Range value)
    {
        to.Int(Encode(value.Start));
        to.Int(Encode(value.End));
        to.Op(Opcode.Tuple2);
    }

    private static Range ReadRange(StackValue from)
    {
        var items = from.ToItems();
        return new Range(Decode(items[0]), Decode(items[1]));
    }
}
