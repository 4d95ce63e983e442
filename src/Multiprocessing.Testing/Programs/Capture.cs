using System.Buffers;
using System.Text;
using Multiprocessing.Platform;

namespace Multiprocessing.Testing.Programs;

/// <summary>Reads a pipe to its end, which comes when the last process that could write to it has ended.</summary>
internal sealed class Capture
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Thread reader;

    public Capture(Stream stream)
    {
        reader = new Thread(() => Read(stream)) { IsBackground = true, Name = "Capture" };
        reader.Start();
    }

    public string Text
    {
        get
        {
            lock (bytes)
                return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
    }

    public bool WaitUntil(Deadline end) => reader.Join(end.MillisecondsLeft);

    private void Read(Stream stream)
    {
        var buffer = new byte[Print.LongestLine];
        try
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                lock (bytes)
                    bytes.Write(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The run exceeded its limit, and its pipes were closed.
        }
    }
}
