using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// Strings in a message, each after its length in four bytes, in UTF-16 as in memory; a length of -1 means null.
/// </summary>
/// <remarks>
/// Every child reads some at its start, without the unpickler and without vectorized UTF-8: the cold-start rule
/// (Processes/Spawning/README.md).
/// </remarks>
internal static unsafe class Utf16Strings
{
    public static void Write(PickleWriter into, params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            var length = value?.Length ?? -1;
            into.Raw(new ReadOnlySpan<byte>(&length, sizeof(int)));
            fixed (char* start = value)
                into.Raw(new ReadOnlySpan<byte>(start, sizeof(char) * Math.Max(0, length)));
        }
    }

    /// <summary>Reads the next string and removes it from the front of a message.</summary>
    public static string? Read(ref ReadOnlySpan<byte> message)
    {
        fixed (byte* start = message)
        {
            var length = *(int*)start;
            message = message[(sizeof(int) + sizeof(char) * Math.Max(0, length))..];
            return length < 0 ? null : new string((char*)(start + sizeof(int)), 0, length);
        }
    }
}
