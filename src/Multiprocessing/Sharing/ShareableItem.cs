using System.Globalization;
using System.Text;

namespace Multiprocessing.Sharing;

/// <summary>An item of a <see cref="ShareableList"/> as its bytes, and how Python's <c>struct</c> reads them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its bytes.</param>
internal readonly record struct ShareableItem(ShareableKind Kind, byte[] Bytes)
{
    /// <summary>Places are multiples of this many bytes.</summary>
    public const int Alignment = 8;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>How many bytes a new list gives it.</summary>
    public int Room =>
        Kind is ShareableKind.Text or ShareableKind.Bytes ? Alignment * ((Bytes.Length / Alignment) + 1) : Alignment;

    /// <summary>An item for a value.</summary>
    /// <exception cref="ArgumentException">A list has no such items.</exception>
    public static ShareableItem Of(object? value) =>
        value switch
        {
            null => new(ShareableKind.Null, new byte[Alignment]),
            bool truth => new(ShareableKind.Truth, BitConverter.GetBytes(truth ? 1L << 56 : 0)),
            sbyte or byte or short or ushort or int or uint or long => new(
                ShareableKind.Integer,
                BitConverter.GetBytes(Convert.ToInt64(value, CultureInfo.InvariantCulture))
            ),
            ulong number => new(ShareableKind.Integer, BitConverter.GetBytes(Fitting(number))),
            float number => new(ShareableKind.Float, BitConverter.GetBytes((double)number)),
            double number => new(ShareableKind.Float, BitConverter.GetBytes(number)),
            string text => new(ShareableKind.Text, WithoutFinalNul(Encode(text))),
            byte[] bytes => new(ShareableKind.Bytes, WithoutFinalNul(bytes)),
            _ => throw new ArgumentException(
                $"A ShareableList cannot have a {value.GetType().Name}: only integers of up to 64 bits, double, float, "
                    + "bool, string, byte[] and null."
            ),
        };

    /// <summary>Its value.</summary>
    public object? ToValue() =>
        Kind switch
        {
            ShareableKind.Truth => Bytes[^1] != 0,
            ShareableKind.Integer => BitConverter.ToInt64(Bytes) is var number && number == (int)number
                ? (int)number
                : number,
            ShareableKind.Float => BitConverter.ToDouble(Bytes),
            ShareableKind.Text => Encoding.UTF8.GetString(Bytes),
            ShareableKind.Bytes => Bytes,
            _ => null,
        };

    private static long Fitting(ulong number) =>
        number <= long.MaxValue
            ? (long)number
            : throw new ArgumentOutOfRangeException(nameof(number), number, "A ShareableList has integers of 64 bits.");

    private static byte[] Encode(string text)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException failure)
        {
            throw new ArgumentException("A ShareableList has text in UTF-8, without unpaired surrogates.", failure);
        }
    }

    private static byte[] WithoutFinalNul(byte[] bytes) =>
        bytes is [.., 0]
            ? throw new ArgumentException(
                "A ShareableList cannot have text or bytes that end with a NUL: the NULs would be lost."
            )
            : bytes;
}

/// <summary>The kinds of items, whatever their encoding.</summary>
internal enum ShareableKind
{
    Integer,
    Float,
    Truth,
    Null,
    Text,
    Bytes,
}
