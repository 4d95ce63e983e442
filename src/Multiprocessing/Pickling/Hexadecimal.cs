using System.Text;

namespace Multiprocessing.Pickling;

/// <summary>
/// Hexadecimal numbers in names. The framework's own formatting loads ICU (6 ms): the cold-start rule
/// (Processes/Spawning/README.md).
/// </summary>
internal static class Hexadecimal
{
    private const string Digits = "0123456789abcdef";

    /// <summary>Appends bytes, two digits each.</summary>
    public static void Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            text.Append(Digits[value >> 4]).Append(Digits[value & 0xf]);
    }

    /// <summary>Appends a number in eight digits.</summary>
    public static void Append(StringBuilder text, int number)
    {
        for (var shift = 28; shift >= 0; shift -= 4)
            text.Append(Digits[(number >> shift) & 0xf]);
    }

    /// <summary>Reads one to eight digits; false for any other text.</summary>
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
