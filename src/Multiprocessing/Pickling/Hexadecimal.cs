using System.Text;

namespace Multiprocessing.Pickling;

/// <summary>
/// Numbers in names. The framework's own formatting asks for a culture, and that loads ICU: 6 ms of a child's start;
/// its vector code each child would compile.
/// </summary>
internal static class Hexadecimal
{
    private const string Digits = "0123456789abcdef";

    /// <summary>Writes bytes, two digits each.</summary>
    public static void Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            text.Append(Digits[value >> 4]).Append(Digits[value & 0xf]);
    }

    /// <summary>Writes a number in eight digits.</summary>
    public static void Append(StringBuilder text, int number)
    {
        for (var shift = 28; shift >= 0; shift -= 4)
            text.Append(Digits[(number >> shift) & 0xf]);
    }

    /// <summary>Reads up to eight digits; false where there are none, more, or others.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var character in text)
        {
            var digit = Digits.IndexOf(character);
            if (digit < 0)
                return false;
            number = (number << 4) | digit;
        }

        return text.Length is > 0 and <= 8;
    }
}
