using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>Waits on descriptors with <c>poll(2)</c>, and on a pipe that wakes it.</summary>
internal sealed unsafe class DescriptorPoll : ConnectionPoll
{
    private readonly Descriptor read,
        write;
    private Libc.PollDescriptor[] polled = new Libc.PollDescriptor[8];
    private int isAwake;

    public DescriptorPoll() => (read, write) = Descriptor.Pipe();

    public override void Wait(IReadOnlyList<Connection> connections, Deadline deadline)
    {
        var count = connections.Count + 1;
        if (polled.Length < count)
            polled = new Libc.PollDescriptor[count];
        polled[0] = new() { Descriptor = read.Value, Events = Libc.PollIn };
        for (var i = 1; i < count; i++)
        {
            var connection = (DescriptorConnection)connections[i - 1];
            polled[i] = new()
            {
                Descriptor = connection.Descriptor.Value,
                Events = connection.IsSending ? (short)(Libc.PollIn | Libc.PollOut) : Libc.PollIn,
            };
        }

        fixed (Libc.PollDescriptor* first = polled)
            DescriptorWait.Wait(first, count, deadline);
        for (var i = 1; i < count; i++)
            connections[i - 1].IsSignalled = polled[i].Happened != 0;
        if (polled[0].Happened == 0)
            return;

        byte one;
        _ = Libc.Read(read.Value, &one, 1);
        Volatile.Write(ref isAwake, 0);
    }

    // One byte is enough; a full pipe would block the caller.
    public override void Wake()
    {
        byte one = 1;
        if (Interlocked.Exchange(ref isAwake, 1) == 0)
            _ = Libc.Write(write.Value, &one, 1);
    }

    public override void Dispose()
    {
        // A late wake writes nothing: the descriptor's number may have been reused by then.
        isAwake = 1;
        read.Dispose();
        write.Dispose();
    }
}
