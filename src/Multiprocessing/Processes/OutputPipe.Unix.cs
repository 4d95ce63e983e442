using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>A pipe that a child writes to. One thread reads all of them; it exists while there are some.</summary>
internal sealed unsafe class OutputPipe : ChildOutput
{
    private const int BufferSize = 16 << 10,
        MostReads = 128; // more than a pipe holds

    private static readonly List<OutputPipe> Pipes = [];
    private static readonly byte[] Buffer = new byte[BufferSize];
    private static (Descriptor Read, Descriptor Write)? wakePipe;
    private static bool isWoken;
    private static Thread? reader;

    private readonly Descriptor descriptor;
    private readonly OutputLines lines;
    private bool isAsked,
        isDropped;

    /// <summary>Begins to read a pipe, and owns it.</summary>
    public OutputPipe(Descriptor descriptor, OutputLines lines)
    {
        (this.descriptor, this.lines) = (descriptor, lines);
        lock (Pipes)
        {
            wakePipe ??= Descriptor.Pipe();
            Pipes.Add(this);
            Wake();
            if (reader is not null)
                return;

            reader = new(Run) { IsBackground = true, Name = "Multiprocessing output" };
            reader.Start();
        }
    }

    /// <summary>Waits until what is in the pipes now was given to the handlers.</summary>
    public static void FlushAll()
    {
        lock (Pipes)
        {
            if (Pipes.Count == 0 || Thread.CurrentThread == reader)
                return;

            Pipes.ForEach(static pipe => pipe.isAsked = true);
            Wake();
            while (Pipes.Exists(static pipe => pipe.isAsked))
                Monitor.Wait(Pipes);
        }
    }

    public override void Dispose()
    {
        lock (Pipes)
        {
            isDropped = true;
            if (Pipes.Contains(this))
                Wake();
        }
    }

    private static void Run()
    {
        while (Next() is { Length: > 0 } pipes)
        {
            var isReadable = Poll(pipes);
            for (var i = 0; i < pipes.Length; i++)
                pipes[i].Visit(isReadable[i]);
        }
    }

    private static OutputPipe[] Next()
    {
        lock (Pipes)
        {
            if (Pipes.Count == 0)
                reader = null;
            return [.. Pipes];
        }
    }

    private static bool[] Poll(OutputPipe[] pipes)
    {
        var wake = wakePipe!.Value.Read;
        var polled = new Libc.PollDescriptor[pipes.Length + 1];
        polled[^1] = new() { Descriptor = wake.Value, Events = Libc.PollIn };
        for (var i = 0; i < pipes.Length; i++)
            polled[i] = new() { Descriptor = pipes[i].descriptor.Value, Events = Libc.PollIn };
        fixed (Libc.PollDescriptor* first = polled)
            DescriptorWait.Wait(first, polled.Length, Deadline.Never);
        if (polled[^1].Happened != 0)
        {
            byte one;
            lock (Pipes)
            {
                _ = Libc.Read(wake.Value, &one, 1);
                isWoken = false;
            }
        }

        return Array.ConvertAll(polled, static one => one.Happened != 0);
    }

    private void Visit(bool isReadable)
    {
        bool asked,
            dropped;
        lock (Pipes)
            (asked, dropped) = (isAsked, isDropped);
        var isOpen = !isReadable && !asked && !dropped || Read(asked || dropped ? MostReads : 1);
        if (isOpen && !asked && !dropped)
            return;

        if (dropped || !isOpen)
            lines.End();
        lock (Pipes)
        {
            if (asked)
                isAsked = false;
            if (dropped || !isOpen)
            {
                isAsked = false;
                Pipes.Remove(this);
                descriptor.Dispose();
            }

            Monitor.PulseAll(Pipes);
        }
    }

    // False at its end.
    private bool Read(int times)
    {
        for (; times > 0 && DescriptorWait.Wait(descriptor, Deadline.Now); times--)
        {
            int count;
            fixed (byte* start = Buffer)
                count = (int)Libc.Read(descriptor.Value, start, BufferSize);
            if (count == 0 || count < 0 && Libc.LastError != Libc.EINTR)
                return false;
            if (count > 0)
                lines.Add(Buffer.AsSpan(0, count));
        }

        return true;
    }

    // Holds the lock. One byte is enough.
    private static void Wake()
    {
        byte one = 1;
        if (!isWoken)
            _ = Libc.Write(wakePipe!.Value.Write.Value, &one, 1);
        isWoken = true;
    }
}
