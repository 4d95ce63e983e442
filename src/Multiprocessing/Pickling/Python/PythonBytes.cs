namespace Multiprocessing.Pickling.Python;

/// <summary>
/// Python's <c>bytes</c> among values. To the runtime an <c>sbyte[]</c> is a <c>byte[]</c>, too; here it is an
/// <c>array('b')</c>.
/// </summary>
internal static class PythonBytes
{
    /// <summary>The content of bytes; null for anything else.</summary>
    public static byte[]? Of(object? value) => value?.GetType() == typeof(byte[]) ? (byte[])value : null;

    /// <summary>The content of bytes or of a bytearray; null for anything else.</summary>
    public static byte[]? OfAny(object? value) => Of(value) ?? (value as List<byte>)?.ToArray();
}
