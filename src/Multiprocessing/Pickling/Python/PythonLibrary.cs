using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// The globals of Python's library whose values have a .NET equivalent. This table creates them; a pickle cannot choose
/// what runs.
/// </summary>
internal static class PythonLibrary
{
    private const long TicksADay = TimeSpan.TicksPerDay;

    /// <summary>The constructor of a global's values; null if they have no .NET equivalent.</summary>
    public static Reconstructor? Find(PythonGlobal global) =>
        global.Module switch
        {
            "builtins" => Builtin(global.Name) is { } make ? new PythonConstructor(global, make) : null,
            "_codecs" when global.Name == "encode" => new PythonConstructor(global, Encode),
            "array" when global.Name == "_array_reconstructor" => new NumbersConstructor(),
            "array" when global.Name == "array" => new PythonConstructor(global, MakeNumbers),
            "datetime" => Time(global.Name) is { } make ? new PythonConstructor(global, make) : null,
            "decimal" when global.Name == "Decimal" => new PythonConstructor(
                global,
                static arguments => MakeDecimal(arguments)
            ),
            "uuid" when global.Name == "UUID" => new UuidConstructor(),
            _ => null,
        };

    /// <summary>A bytearray.</summary>
    public static List<byte> ByteArray(ReadOnlySpan<byte> bytes)
    {
        var list = new List<byte>();
        list.AddRange(bytes);
        return list;
    }

    /// <summary>
    /// The bytes of an array('B'), which is kept inert since a byte[] would be written back as bytes; null for anything
    /// else.
    /// </summary>
    public static byte[]? UnsignedChars(object? value) =>
        value is PythonObject { Callable: PythonGlobal("array", "array"), Arguments: ["B", byte[] bytes] }
            ? bytes
            : null;

    private static PythonConstructor.Maker? Builtin(string name) =>
        name switch
        {
            "list" => static arguments =>
                arguments is [var items] && items.Reference is IReadOnlyList<object?> list
                    ? new List<object?>(list)
                    : null,
            "set" => MakeSet,
            "frozenset" => MakeFrozenSet,
            "complex" => static arguments => MakeComplex(arguments),
            "bytearray" => MakeByteArray,
            "bytes" => static arguments => arguments.Length == 0 ? Array.Empty<byte>() : null,
            "slice" => static arguments =>
                arguments is [var start, var stop, var step]
                    ? new Slice(start.ToObject(), stop.ToObject(), step.ToObject())
                    : null,
            _ => null,
        };

    private static PythonConstructor.Maker? Time(string name) =>
        name switch
        {
            "datetime" => MakeDateTime,
            "date" => static arguments =>
                arguments is [var day] && Bytes(day) is { Length: 4 } at ? DateOnly.FromDateTime(Date(at)) : null,
            "time" => static arguments =>
                arguments is [var time] && Bytes(time) is { Length: 6 } at && at[0] < 0x80
                    ? TimeOnly.FromTimeSpan(TimeOfDay(at))
                    : null,
            "timedelta" => static arguments => MakeTimeSpan(arguments),
            "timezone" => static arguments =>
                arguments is [var offset] && offset.Reference is TimeSpan span ? new UtcOffset(span) : null,
            _ => null,
        };

    // Protocol 2 writes bytes as a str with the same codes.
    private static byte[]? Encode(StackSpan arguments) =>
        arguments is [var text, var codec] && codec.Reference is "latin1" or "latin-1" ? Latin1(text.ToText()) : null;

    private static List<byte>? MakeByteArray(StackSpan arguments) =>
        arguments switch
        {
            [] => new List<byte>(),
            [var bytes] when bytes.Reference is byte[] content => new List<byte>(content),
            [var text, _] when text.Reference is string content => new List<byte>(Latin1(content)),
            _ => null,
        };

    private static byte[] Latin1(string text)
    {
        foreach (var character in text)
        {
            if (character > byte.MaxValue)
                throw new UnpicklingException("a str that represents bytes has a character above 255.");
        }

        return Encoding.Latin1.GetBytes(text);
    }

    private static HashSet<object?>? MakeSet(StackSpan arguments) =>
        arguments switch
        {
            [] => new HashSet<object?>(PythonEquality.Comparer),
            [var items] when items.Reference is IReadOnlyList<object?> list => new HashSet<object?>(
                list,
                PythonEquality.Comparer
            ),
            _ => null,
        };

    private static FrozenItems? MakeFrozenSet(StackSpan arguments) =>
        arguments switch
        {
            [] => new FrozenItems([]),
            [var items] when items.Reference is IReadOnlyList<object?> list => new FrozenItems(list),
            _ => null,
        };

    private static Complex? MakeComplex(StackSpan arguments) =>
        arguments is [var real, var imaginary] ? new Complex(real.ToDouble(), imaginary.ToDouble()) : null;

    // From a list in protocol 2; from bytes when multiprocessing pickles.
    private static object? MakeNumbers(StackSpan arguments)
    {
        if (arguments is not [var code, var items])
            return null;
        var letter = code.ToText();
        return items.Reference switch
        {
            List<object?> list when Element(letter) is { } element => Conversion.To(
                element.MakeArrayType(),
                new StackValue(list)
            ),
            byte[] bytes when letter != "B" && Element(InMemory(letter)) is { } element => NumbersFormatter.Make(
                element,
                bytes
            ),
            _ => null,
        };
    }

    // On Windows a C long has half the size.
    private static string InMemory(string letter) =>
        letter switch
        {
            "l" when OperatingSystem.IsWindows() => "i",
            "L" when OperatingSystem.IsWindows() => "I",
            _ => letter,
        };

    private static Type? Element(string letter) =>
        letter switch
        {
            "b" => typeof(sbyte),
            "B" => typeof(byte),
            "h" => typeof(short),
            "H" => typeof(ushort),
            "i" => typeof(int),
            "I" => typeof(uint),
            "l" or "q" => typeof(long),
            "L" or "Q" => typeof(ulong),
            "f" => typeof(float),
            "d" => typeof(double),
            _ => null,
        };

    /// <summary>
    /// A time without a zone that has its fold set, which tells it from the equal one before a clock is set back; null
    /// for anything else. It is kept inert, since a DateTime has no fold.
    /// </summary>
    public static DateTime? WithoutFold(byte[] at) =>
        at is { Length: 10 } && at[2] >= 0x80 ? Date(at) + TimeOfDay(at.AsSpan(4)) : null;

    private static object? MakeDateTime(StackSpan arguments)
    {
        if (arguments.Length is 0 or > 2 || Bytes(arguments[0]) is not { Length: 10 } at || at[2] >= 0x80)
            return null;
        var time = Date(at) + TimeOfDay(at.AsSpan(4));
        if (arguments.Length == 1)
            return time;
        return
            arguments[1].Reference is UtcOffset { Offset: var offset }
            && offset.Ticks % TimeSpan.TicksPerMinute == 0
            && IsInRange(time, offset)
            ? new DateTimeOffset(time, offset)
            : null;
    }

    private static bool IsInRange(DateTime time, TimeSpan offset) =>
        offset.Duration() <= TimeSpan.FromHours(14)
        && time.Ticks - offset.Ticks >= 0
        && time.Ticks - offset.Ticks <= DateTime.MaxValue.Ticks;

    private static TimeSpan? MakeTimeSpan(StackSpan arguments)
    {
        if (arguments is not [var days, var seconds, var microseconds])
            return null;
        var ticks =
            (Int128)days.ToInt64() * TicksADay
            + (Int128)seconds.ToInt64() * TimeSpan.TicksPerSecond
            + (Int128)microseconds.ToInt64() * TimeSpan.TicksPerMicrosecond;
        return ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;
    }

    // A Decimal that would lose digits stays inert.
    private static decimal? MakeDecimal(StackSpan arguments) =>
        arguments is [var text]
        && text.Reference is string { Length: <= 28 } digits
        && decimal.TryParse(
            digits,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;

    // In protocol 2, those from Python 2 are a str.
    private static byte[]? Bytes(in StackValue stackValue) =>
        stackValue.Reference is string text ? Latin1(text) : stackValue.Reference as byte[];

    // The highest bit of the month is the fold: which of two equal times it is when a clock is set back.
    private static DateTime Date(ReadOnlySpan<byte> at) =>
        new(BinaryPrimitives.ReadUInt16BigEndian(at), at[2] & 0x7f, at[3]);

    private static TimeSpan TimeOfDay(ReadOnlySpan<byte> at) =>
        new TimeSpan(at[0] & 0x7f, at[1], at[2]) + TimeSpan.FromMicroseconds((long)(at[3] << 16 | at[4] << 8 | at[5]));
}
