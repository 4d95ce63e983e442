using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// Scalars that are written as an object of Python's library. Its times count microseconds: a finer fraction of a
/// <see cref="TimeSpan"/> or <see cref="DateTime"/> is cut off.
/// </summary>
internal static class PythonLibraryFormatters
{
    private static readonly PythonGlobal DateTimeClass = new("datetime", "datetime");
    private static readonly PythonGlobal DateClass = new("datetime", "date");
    private static readonly PythonGlobal TimeClass = new("datetime", "time");
    private static readonly PythonGlobal TimeDeltaClass = new("datetime", "timedelta");
    private static readonly PythonGlobal TimeZoneClass = new("datetime", "timezone");
    private static readonly PythonGlobal DecimalClass = new("decimal", "Decimal");

    /// <summary>
    /// The formatter of a scalar, by its short name in <see cref="BuiltInTypes"/>; null if it is a number or has no
    /// Python equivalent.
    /// </summary>
    public static Formatter? Make(string name) =>
        name switch
        {
            "char" => new PythonConstructorFormatter<char>(static (to, value) => to.WriteText(value.ToString())),
            "Rune" => new PythonConstructorFormatter<System.Text.Rune>(
                static (to, value) => to.WriteText(value.ToString())
            ),
            "Version" => new PythonConstructorFormatter<Version>(static (to, value) => to.WriteText(value.ToString())),
            "Uri" => new PythonConstructorFormatter<Uri>(static (to, value) => to.WriteText(value.OriginalString)),
            "DBNull" => new PythonConstructorFormatter<DBNull>(static (to, _) => to.Writer.Op(Opcode.None)),
            "Guid" => new PythonConstructorFormatter<Guid>(WriteGuid),
            "decimal" => new PythonConstructorFormatter<decimal>(WriteDecimal),
            "DateTime" => new PythonConstructorFormatter<DateTime>(WriteDateTime),
            "DateTimeOffset" => new PythonConstructorFormatter<DateTimeOffset>(
                static (to, value) => WriteDateTime(to, value.DateTime, value.Offset)
            ),
            "TimeSpan" => new PythonConstructorFormatter<TimeSpan>(WriteTimeSpan),
            "DateOnly" => new PythonConstructorFormatter<DateOnly>(WriteDate),
            "TimeOnly" => new PythonConstructorFormatter<TimeOnly>(WriteTime),
            _ => null,
        };

    /// <summary>A datetime.timezone of UTC or another offset.</summary>
    public static void WriteTimeZone(Pickler pickler, TimeSpan offset)
    {
        pickler.WriteGlobal(TimeZoneClass);
        WriteTimeSpan(pickler, offset);
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.Writer.Op(Opcode.Reduce);
    }

    // A time of kind UTC is aware in Python; any other is naive.
    private static void WriteDateTime(Pickler pickler, DateTime value) =>
        WriteDateTime(pickler, value, value.Kind == DateTimeKind.Utc ? TimeSpan.Zero : null);

    private static void WriteDateTime(Pickler pickler, DateTime value, TimeSpan? offset)
    {
        Span<byte> at = stackalloc byte[10];
        PutDate(at, DateOnly.FromDateTime(value));
        PutTime(at[4..], value.TimeOfDay);
        pickler.WriteGlobal(DateTimeClass);
        pickler.Writer.ByteString(at);
        if (offset is { } from)
            WriteTimeZone(pickler, from);
        pickler.Writer.Op(offset is null ? Opcode.Tuple1 : Opcode.Tuple2);
        pickler.Writer.Op(Opcode.Reduce);
    }

    private static void WriteDate(Pickler pickler, DateOnly value)
    {
        Span<byte> at = stackalloc byte[4];
        PutDate(at, value);
        WriteCall(pickler, DateClass, at);
    }

    private static void WriteTime(Pickler pickler, TimeOnly value)
    {
        Span<byte> at = stackalloc byte[6];
        PutTime(at, value.ToTimeSpan());
        WriteCall(pickler, TimeClass, at);
    }

    private static void WriteCall(Pickler pickler, PythonGlobal callable, ReadOnlySpan<byte> argument)
    {
        pickler.WriteGlobal(callable);
        pickler.Writer.ByteString(argument);
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.Writer.Op(Opcode.Reduce);
    }

    private static void WriteTimeSpan(Pickler pickler, TimeSpan value)
    {
        var (days, rest) = Math.DivRem(value.Ticks, TimeSpan.TicksPerDay);
        // In Python only the days can be negative.
        if (rest < 0)
            (days, rest) = (days - 1, rest + TimeSpan.TicksPerDay);
        pickler.WriteGlobal(TimeDeltaClass);
        pickler.Writer.Int(days);
        pickler.Writer.Int(rest / TimeSpan.TicksPerSecond);
        pickler.Writer.Int(rest % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        pickler.Writer.Op(Opcode.Tuple3);
        pickler.Writer.Op(Opcode.Reduce);
    }

    private static void WriteDecimal(Pickler pickler, decimal value)
    {
        pickler.WriteGlobal(DecimalClass);
        // ToString omits the sign of a zero.
        var sign = value == 0 && decimal.IsNegative(value) ? "-" : "";
        pickler.Writer.Text(sign + value.ToString(CultureInfo.InvariantCulture));
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.Writer.Op(Opcode.Reduce);
    }

    private static void WriteGuid(Pickler pickler, Guid value)
    {
        pickler.WriteGlobal(UuidConstructor.Class);
        pickler.Writer.Op(Opcode.EmptyTuple);
        pickler.Writer.Op(Opcode.NewObj);
        pickler.Writer.Op(Opcode.EmptyDict);
        pickler.WriteText("int");
        pickler.Writer.Int(new BigInteger(value.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true));
        pickler.Writer.Op(Opcode.SetItem);
        pickler.Writer.Op(Opcode.Build);
    }

    private static void PutDate(Span<byte> at, DateOnly value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)value.Year);
        at[2] = (byte)value.Month;
        at[3] = (byte)value.Day;
    }

    private static void PutTime(Span<byte> at, TimeSpan value)
    {
        var microseconds = value.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        at[0] = (byte)value.Hours;
        at[1] = (byte)value.Minutes;
        at[2] = (byte)value.Seconds;
        at[3] = (byte)(microseconds >> 16);
        at[4] = (byte)(microseconds >> 8);
        at[5] = (byte)microseconds;
    }
}
