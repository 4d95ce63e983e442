using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Multiprocessing.Pickling;

/// <summary>Python's UTF-8, which can also encode half a surrogate pair (<c>surrogatepass</c>).</summary>
internal static class Text
{
    private const int Short = 256;

    [SkipLocalsInit]
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Short)
        {
            Span<char> characters = stackalloc char[Short];
            return
                Utf8.ToUtf16(bytes, characters, out _, out var written, replaceInvalidSequences: false)
                == OperationStatus.Done
                ? new string(characters[..written])
                : DecodeWithSurrogates(bytes);
        }

        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : DecodeWithSurrogates(bytes);
    }

    private static string DecodeWithSurrogates(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> characters = stackalloc char[Short];
        while (bytes.Length > 0)
        {
            var status = Utf8.ToUtf16(bytes, characters, out var read, out var written, replaceInvalidSequences: false);
            text.Append(characters[..written]);
            bytes = bytes[read..];
            if (status is OperationStatus.Done or OperationStatus.DestinationTooSmall)
                continue;
            if (bytes is not [0xed, >= 0xa0 and <= 0xbf, >= 0x80 and <= 0xbf, ..])
                throw new UnpicklingException("a str is not valid UTF-8.");
            text.Append((char)(0xd000 | (bytes[1] & 0x3f) << 6 | bytes[2] & 0x3f));
            bytes = bytes[3..];
        }

        return text.ToString();
    }
}
