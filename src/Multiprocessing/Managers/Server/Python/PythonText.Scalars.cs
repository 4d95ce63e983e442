using System.Globalization;
using System.Numerics;
using System.Text;

namespace Multiprocessing.Managers.Server.Python;

internal sealed partial class PythonText
{
    // sys.int_info.default_max_str_digits, since CPython 3.11.
    private const int MostDigits = 4_300;

    /// <summary>
    /// The shortest digits that parse to the same number, with an exponent where Python writes one: from 1e16 on, and
    /// below 1e-4.
    /// </summary>
    public static string FloatText(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        if (number == 0)
            return double.IsNegative(number) ? "-0.0" : "0.0";

        var shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 16; precision++)
        {
            var candidate = number.ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture) != number)
                continue;

            shortest = candidate;
            break;
        }

        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        var sign = number < 0 ? "-" : "";
        var digits = shortest[..e].Replace(".", "", StringComparison.Ordinal).TrimStart('-');
        var exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -4 or >= 16)
        {
            var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}"
            );
        }

        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";

        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // Finding the digits takes a time that grows with the square of their number.
    private void WriteInteger(BigInteger number)
    {
        // Its least length is told by its bits: a digit has 3.32 of them.
        var text =
            (number.GetBitLength() - 1) * 0.3010299 > MostDigits ? null : number.ToString(CultureInfo.InvariantCulture);
        if (text is null || text.Length - (number.Sign < 0 ? 1 : 0) > MostDigits)
        {
            throw PythonError.Value(
                $"Exceeds the limit ({MostDigits} digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit"
            );
        }

        this.text.Append(text);
    }

    private void WriteFloat(double number) => text.Append(FloatText(number));

    private void WriteString(string characters)
    {
        var quote = characters.Contains('\'') && !characters.Contains('"') ? '"' : '\'';
        text.Append(quote);
        for (var i = 0; i < characters.Length; i++)
        {
            // Half a surrogate pair is not a rune, but a character in Python.
            var rune = Rune.TryGetRuneAt(characters, i, out var whole) ? whole.Value : characters[i];
            i += rune > char.MaxValue ? 1 : 0;
            WriteCharacter(rune, quote);
        }

        text.Append(quote);
    }

    private void WriteCharacter(int rune, char quote)
    {
        if (rune == quote || rune == '\\')
            text.Append('\\').Append((char)rune);
        else if (rune == '\n')
            text.Append("\\n");
        else if (rune == '\r')
            text.Append("\\r");
        else if (rune == '\t')
            text.Append("\\t");
        else if (IsPrintable(rune))
            text.Append(char.ConvertFromUtf32(rune));
        else if (rune <= 0xff)
            text.Append(CultureInfo.InvariantCulture, $"\\x{rune:x2}");
        else if (rune <= 0xffff)
            text.Append(CultureInfo.InvariantCulture, $"\\u{rune:x4}");
        else
            text.Append(CultureInfo.InvariantCulture, $"\\U{rune:x8}");
    }

    private static bool IsPrintable(int rune) =>
        rune == ' '
        || (
            !(rune is >= 0xd800 and <= 0xdfff)
            && CharUnicodeInfo.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.SpaceSeparator
                )
        );

    // In a bytearray an apostrophe is always escaped.
    private void WriteBytes(ReadOnlySpan<byte> bytes, bool isArray = false)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        text.Append('b').Append(quote);
        foreach (var value in bytes)
        {
            if (isArray && value == '\'')
                text.Append("\\'");
            else if (value is >= 0x20 and < 0x7f or (byte)'\n' or (byte)'\r' or (byte)'\t')
                WriteCharacter(value, quote);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        text.Append(quote);
    }

    private static string ComplexText(Complex number)
    {
        var imaginary = Part(number.Imaginary);
        return number.Real == 0 && !double.IsNegative(number.Real)
            ? $"{imaginary}j"
            : $"({Part(number.Real)}{(imaginary[0] is '-' ? "" : "+")}{imaginary}j)";

        static string Part(double part) =>
            FloatText(part) is var text && text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : FloatText(part);
    }

    private static string DateTimeText(DateTime time, TimeSpan? offset)
    {
        var zone = offset switch
        {
            null => "",
            { Ticks: 0 } => ", tzinfo=datetime.timezone.utc",
            { } span => $", tzinfo=datetime.timezone({SpanText(span)})",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"datetime.datetime({time.Year}, {time.Month}, {time.Day}, {TimeText(time.TimeOfDay)}{zone})"
        );
    }

    private static string TimeText(TimeSpan time)
    {
        var microseconds = time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        var seconds =
            microseconds > 0 ? $", {time.Seconds}, {microseconds}"
            : time.Seconds > 0 ? $", {time.Seconds}"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{time.Hours}, {time.Minutes}{seconds}");
    }

    private static string SpanText(TimeSpan span)
    {
        // Python rounds days down, so that seconds and microseconds are not negative.
        var days = (long)Math.Floor(span.TotalDays);
        var rest = span.Ticks - (days * TimeSpan.TicksPerDay);
        var parts = new[]
        {
            ("days", days),
            ("seconds", rest / TimeSpan.TicksPerSecond),
            ("microseconds", rest % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond),
        };
        var named = string.Join(
            ", ",
            parts
                .Where(part => part.Item2 != 0)
                .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1}={part.Item2}"))
        );
        return $"datetime.timedelta({(named.Length == 0 ? "0" : named)})";
    }
}
