using System.Globalization;
using System.Numerics;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// Numbers of different types that are equal in Python, as one value: an int, long or <see cref="BigInteger"/> where
/// the number is whole, a double where one is exactly the number, else a reduced fraction.
/// </summary>
internal static class PythonNumber
{
    // Greater exponents are not computed: such a Decimal equals only itself.
    private const int LargestExponent = 400;

    /// <summary>The one value; null where it is not a number, or is not computed.</summary>
    public static object? Of(object? value) =>
        value switch
        {
            bool truth => truth ? 1 : 0,
            int or long => value,
            float number => (double)number,
            double => value,
            BigInteger number => Of(number),
            decimal number => Of(number),
            Complex number => number.Imaginary == 0 ? number.Real : null,
            PythonObject { Callable: PythonGlobal("decimal", "Decimal"), Arguments: [string digits] } => Of(digits),
            PythonObject { Callable: PythonGlobal("fractions", "Fraction"), Arguments: [var above, var below] } =>
                Whole(above) is { } over && Whole(below) is { IsZero: false } under ? Of(over, under) : null,
            _ => null,
        };

    private static object Of(BigInteger number)
    {
        if (number < long.MinValue || number > long.MaxValue)
            return number;
        var small = (long)number;
        return small == (int)small ? (int)small : (object)small;
    }

    private static object Of(decimal number)
    {
        if (decimal.Truncate(number) == number)
            return Of((BigInteger)number);

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return Of(number < 0 ? -mantissa : mantissa, BigInteger.Pow(10, number.Scale));
    }

    private static object Of(BigInteger above, BigInteger below)
    {
        if (below.Sign < 0)
            (above, below) = (-above, -below);
        var common = BigInteger.GreatestCommonDivisor(above, below);
        (above, below) = (above / common, below / common);
        if (below.IsOne)
            return Of(above);

        // Exactly a double: the denominator is a power of two, and the numerator has at most 53 bits.
        return below.IsPowerOfTwo && above.GetBitLength() <= 53 && below.GetBitLength() <= 1_000
            ? (double)above / (double)below
            : new Fraction(above, below);
    }

    private static object? Of(string digits)
    {
        switch (digits)
        {
            case "NaN":
                return double.NaN;
            case "Infinity":
                return double.PositiveInfinity;
            case "-Infinity":
                return double.NegativeInfinity;
        }

        var exponentAt = digits.IndexOf('E', StringComparison.Ordinal);
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(digits.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture, out exponent))
        {
            return null;
        }

        var mantissa = exponentAt < 0 ? digits : digits[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        if (
            Math.Abs((long)exponent) > LargestExponent
            || mantissa.Length > LargestExponent
            || !BigInteger.TryParse(
                mantissa,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return null;
        }

        return exponent >= 0 ? Of(number * BigInteger.Pow(10, exponent)) : Of(number, BigInteger.Pow(10, -exponent));
    }

    private static BigInteger? Whole(object? value) =>
        value switch
        {
            int number => number,
            long number => number,
            BigInteger number => number,
            _ => null,
        };

    /// <summary>A number that is neither whole nor a double.</summary>
    public sealed record Fraction(BigInteger Above, BigInteger Below) : IComparable<Fraction>, IComparable
    {
        /// <summary>A finite double, exactly.</summary>
        public static Fraction Of(double number)
        {
            var bits = BitConverter.DoubleToInt64Bits(number);
            var exponent = (int)(bits >> 52 & 0x7ff);
            var mantissa = (BigInteger)(bits & ((1L << 52) - 1)) + (exponent == 0 ? 0 : 1L << 52);
            mantissa = number < 0 ? -mantissa : mantissa;
            exponent = Math.Max(exponent, 1) - 1075;
            return exponent >= 0 ? new(mantissa << exponent, 1) : new(mantissa, BigInteger.One << -exponent);
        }

        public int CompareTo(Fraction? other) => (Above * other!.Below).CompareTo(other.Above * Below);

        public int CompareTo(object? obj) => CompareTo(obj as Fraction);
    }
}
