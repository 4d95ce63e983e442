using System.Buffers;
using System.Globalization;
using System.Text;

namespace Multiprocessing.Platform;

/// <summary>
/// Standard output or error of a fork-ready process. Each call is one <c>write(2)</c>, so the lines of several
/// processes stay whole. Unlike the writer of <see cref="Console"/>, it starts no thread.
/// </summary>
internal sealed unsafe class DescriptorWriter(int descriptor) : TextWriter(CultureOfEachCall.Instance)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public override Encoding Encoding => Utf8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => WriteOnce(buffer, newLine: false);

    public override void WriteLine() => WriteOnce([], newLine: true);

    public override void WriteLine(string? value) => WriteOnce(value, newLine: true);

    public override void WriteLine(char[] buffer, int index, int count) =>
        WriteOnce(buffer.AsSpan(index, count), newLine: true);

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteOnce(buffer, newLine: true);

    public override void WriteLine(char value) => WriteOnce([value], newLine: true);

    public override void WriteLine(bool value) => WriteLine(value ? bool.TrueString : bool.FalseString);

    public override void WriteLine(int value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(uint value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(long value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(ulong value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(float value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(double value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(decimal value) => WriteLine(value.ToString(FormatProvider));

    private void WriteOnce(ReadOnlySpan<char> text, bool newLine)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Utf8.GetMaxByteCount(text.Length) + 1);
        var count = Utf8.GetBytes(text, bytes);
        if (newLine)
            bytes[count++] = (byte)'\n';
        fixed (byte* start = bytes)
        {
            for (var written = 0; written < count; )
            {
                var more = (int)Libc.Write(descriptor, start + written, count - written);
                if (more > 0)
                    written += more;
                else if (Libc.LastError == Libc.EAGAIN)
                    WaitForRoom();
                else if (Libc.LastError != Libc.EINTR)
                    throw new IOException("The output could not be written.", Libc.Failure("write", Libc.LastError));
            }
        }

        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void WaitForRoom()
    {
        var room = new Libc.PollDescriptor { Descriptor = descriptor, Events = Libc.PollOut };
        DescriptorWait.Wait(&room, 1, Deadline.Never);
    }

    // The current culture, asked for only when something is formatted: it loads ICU, which takes 13 ms.
    private sealed class CultureOfEachCall : IFormatProvider
    {
        public static CultureOfEachCall Instance { get; } = new();

        public object? GetFormat(Type? formatType) => CultureInfo.CurrentCulture.GetFormat(formatType);
    }
}
