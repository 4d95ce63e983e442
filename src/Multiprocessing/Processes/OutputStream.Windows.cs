namespace Multiprocessing.Processes;

/// <summary>A stream that a child writes to, and a thread that reads it.</summary>
internal sealed class OutputStream : ChildOutput
{
    private const int BufferSize = 16 << 10;

    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(5);
    private static readonly List<OutputStream> Streams = [];
    private static readonly object Giving = new();

    private readonly Stream stream;
    private readonly OutputLines lines;
    private readonly Thread reader;
    private volatile bool isDropped;

    public OutputStream(Stream stream, OutputLines lines)
    {
        (this.stream, this.lines) = (stream, lines);
        reader = new(Run) { IsBackground = true, Name = "Multiprocessing output" };
        lock (Streams)
            Streams.Add(this);
        reader.Start();
    }

    /// <summary>Waits for the streams of children that have been dropped, which have ended.</summary>
    public static void FlushAll()
    {
        OutputStream[] streams;
        lock (Streams)
            streams = [.. Streams];
        if (Array.Exists(streams, static stream => stream.reader == Thread.CurrentThread))
            return;

        foreach (var stream in streams)
        {
            if (stream.isDropped)
                stream.reader.Join(FlushLimit);
        }
    }

    public override void Dispose() => isDropped = true;

    private void Run()
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                lock (Giving)
                    lines.Add(buffer.AsSpan(0, count));
            }
        }
        catch (IOException)
        {
            // The child has ended.
        }

        lock (Giving)
            lines.End();
        stream.Dispose();
        lock (Streams)
            Streams.Remove(this);
    }
}
