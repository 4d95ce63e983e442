namespace Multiprocessing.Pickling.Python;

/// <summary>
/// Recognizes Python's <c>bytes</c>. To the runtime an <c>sbyte[]</c> is also a <c>byte[]</c>; here it is an
/// <c>array('b')</c>.
/// </summary>
internal static class PythonBytes
{
    /// <summary>The content of bytes; null for anything else.</summary>
    public static byte[]? Of(object? value) => value?.GetType() == typeof(byte[]) ? (byte[])value : null;

    /// <summary>The content of bytes or of a bytearray; null for anything else.</summary>
    public static byte[]? OfAny(object? value) => Of(value) ?? (value as List<byte>)?.ToArray();
}
