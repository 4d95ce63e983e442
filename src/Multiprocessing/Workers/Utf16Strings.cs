using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// Texts in a message, each after its length in four bytes, in UTF-16 as they stand in memory; -1 stands for null.
/// </summary>
/// <remarks>
/// Every child reads some at its start. Loading the unpickler for that would cost some milliseconds, and so would the
/// vectors that UTF-8 is decoded by.
/// </remarks>
internal static unsafe class Utf16Strings
{
    public static void Write(PickleWriter into, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            var length = text?.Length ?? -1;
            into.Raw(new ReadOnlySpan<byte>(&length, sizeof(int)));
            fixed (char* start = text)
                into.Raw(new ReadOnlySpan<byte>(start, sizeof(char) * Math.Max(0, length)));
        }
    }

    /// <summary>Takes the next text off the front of a message.</summary>
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
