using System.Globalization;
using System.Numerics;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>An enum, as its underlying integer.</summary>
internal sealed class EnumFormatter(Type type) : ScalarFormatter(type)
{
    private readonly TypeCode underlying = Type.GetTypeCode(type);

    public override void WriteBare(Pickler pickler, object value)
    {
        if (underlying == TypeCode.UInt64)
            pickler.Writer.Int((BigInteger)(ulong)value);
        else
            pickler.Writer.Int(((IConvertible)value).ToInt64(CultureInfo.InvariantCulture));
    }

    public override object Read(in StackValue stackValue) =>
        underlying switch
        {
            TypeCode.SByte => Enum.ToObject(
                Type,
                (sbyte)stackValue.ToInt64(sbyte.MinValue, sbyte.MaxValue, ToString())
            ),
            TypeCode.Byte => Enum.ToObject(Type, (byte)stackValue.ToInt64(byte.MinValue, byte.MaxValue, ToString())),
            TypeCode.Int16 => Enum.ToObject(
                Type,
                (short)stackValue.ToInt64(short.MinValue, short.MaxValue, ToString())
            ),
            TypeCode.UInt16 => Enum.ToObject(
                Type,
                (ushort)stackValue.ToInt64(ushort.MinValue, ushort.MaxValue, ToString())
            ),
            TypeCode.Int32 => Enum.ToObject(Type, stackValue.ToInt32()),
            TypeCode.UInt32 => Enum.ToObject(Type, (uint)stackValue.ToInt64(uint.MinValue, uint.MaxValue, ToString())),
            TypeCode.UInt64 => Enum.ToObject(Type, (ulong)stackValue.ToBigInteger()),
            _ => Enum.ToObject(Type, stackValue.ToInt64()),
        };
}
