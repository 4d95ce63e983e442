using System.Text;

namespace Multiprocessing.Processes;

/// <summary>Finds the lines in what a child writes, and gives them to a handler.</summary>
/// <param name="name">The child's name.</param>
/// <param name="handler">What the lines are given to.</param>
/// <param name="encoding">How the child writes characters.</param>
internal sealed class OutputLines(string name, ChildOutputHandler handler, Encoding encoding)
{
    /// <summary>A longer line is given in parts of at most so many bytes.</summary>
    public const int LongestLine = 64 << 10;

    private byte[] line = new byte[256];
    private int length;
    private bool isContinued;

    /// <summary>Takes what was read.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            Append(bytes[..end]);
            EndLine();
            bytes = bytes[(end + 1)..];
        }

        Append(bytes);
    }

    /// <summary>Takes the end of the output: a last line need not be ended.</summary>
    public void End()
    {
        if (length > 0)
            EndLine();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (length + bytes.Length > LongestLine)
        {
            var room = LongestLine - length;
            Store(bytes[..room]);
            bytes = bytes[room..];
            GivePart();
        }

        Store(bytes);
    }

    private void Store(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > line.Length)
            Array.Resize(ref line, Math.Max(length + bytes.Length, Math.Min(line.Length * 2, LongestLine)));
        bytes.CopyTo(line.AsSpan(length));
        length += bytes.Length;
    }

    private void GivePart()
    {
        var end = WholeCharacters(line.AsSpan(0, length));
        var part = encoding.GetString(line, 0, end);
        line.AsSpan(end, length - end).CopyTo(line);
        (length, isContinued) = (length - end, true);
        handler(name, part);
    }

    private void EndLine()
    {
        var isRest = isContinued && length == 0;
        var text = encoding.GetString(line, 0, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
        (length, isContinued) = (0, false);
        if (!isRest)
            handler(name, text);
    }

    // A character of UTF-8 has up to three bytes after the first, each of them 10xxxxxx.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        const byte kind = 0b1100_0000,
            following = 0b1000_0000;
        for (var last = bytes.Length - 1; last >= bytes.Length - 4; last--)
        {
            if ((bytes[last] & kind) == following)
                continue;

            var isWhole = bytes[last] < following || bytes.Length - last == Length(bytes[last]);
            return isWhole ? bytes.Length : last;
        }

        return bytes.Length;
    }

    private static int Length(byte first) =>
        first switch
        {
            >= 0b1111_0000 => 4,
            >= 0b1110_0000 => 3,
            _ => 2,
        };
}
