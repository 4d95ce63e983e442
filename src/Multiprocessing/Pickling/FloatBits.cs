namespace Multiprocessing.Pickling;

/// <summary>
/// Narrow floating-point numbers as doubles and back. The processor's conversions keep every number, but change the
/// bits of a signalling NaN; these keep them.
/// </summary>
internal static class FloatBits
{
    private const ulong Sign = 1UL << 63;
    private const ulong Exponent = 0x7ffUL << 52;
    private const int SingleShift = 52 - 23;
    private const int HalfShift = 52 - 10;

    public static double Widen(float value)
    {
        if (!float.IsNaN(value))
            return value;
        ulong bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt64BitsToDouble(bits << 32 & Sign | Exponent | (bits & 0x7fffff) << SingleShift);
    }

    public static double Widen(Half value)
    {
        if (!Half.IsNaN(value))
            return (double)value;
        ulong bits = BitConverter.HalfToUInt16Bits(value);
        return BitConverter.UInt64BitsToDouble(bits << 48 & Sign | Exponent | (bits & 0x3ff) << HalfShift);
    }

    public static float ToSingle(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        // One whose highest bits are zero would become an infinity.
        return double.IsNaN(value) && (uint)(bits >> SingleShift) << 9 != 0
            ? BitConverter.UInt32BitsToSingle((uint)((bits & Sign) >> 32 | 0x7f800000 | bits >> SingleShift & 0x7fffff))
            : (float)value;
    }

    public static Half ToHalf(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return double.IsNaN(value) && (bits >> HalfShift & 0x3ff) != 0
            ? BitConverter.UInt16BitsToHalf((ushort)((bits & Sign) >> 48 | 0x7c00 | bits >> HalfShift & 0x3ff))
            : (Half)value;
    }
}
