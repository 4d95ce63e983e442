namespace Multiprocessing.Managers;

/// <summary>The letters by which Python's <c>array</c> names its types.</summary>
internal static class TypeCodes
{
    /// <summary>The letter of a type; null where <c>array</c> has none for it.</summary>
    public static string? Of(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.SByte => "b",
        TypeCode.Byte => "B",
        TypeCode.Int16 => "h",
        TypeCode.UInt16 => "H",
        TypeCode.Int32 => "i",
        TypeCode.UInt32 => "I",
        TypeCode.Int64 => "q",
        TypeCode.UInt64 => "Q",
        TypeCode.Single => "f",
        TypeCode.Double => "d",
        _ => null,
    };
}
