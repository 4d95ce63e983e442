namespace Multiprocessing.Platform;

/// <summary>
/// Waits on descriptors with <c>poll(2)</c>: it needs no thread and no event queue, so the process can still fork.
/// </summary>
internal static unsafe class DescriptorWait
{
    /// <summary>Waits until a descriptor has data or has ended; false when the deadline passed.</summary>
    public static bool Wait(Descriptor descriptor, Deadline deadline)
    {
        var one = new Libc.PollDescriptor { Descriptor = descriptor.Value, Events = Libc.PollIn };
        return Wait(&one, 1, deadline);
    }

    /// <summary>Waits for an event on one of the descriptors; false when the deadline passed.</summary>
    public static bool Wait(Libc.PollDescriptor* descriptors, int count, Deadline deadline)
    {
        while (true)
        {
            var ready = Libc.Poll(descriptors, (nuint)count, deadline.MillisecondsLeft);
            if (ready > 0)
                return true;
            if (ready == 0 && deadline.HasPassed)
                return false;
            if (ready < 0 && Libc.LastError != Libc.EINTR)
                throw Libc.Failure("poll", Libc.LastError);
        }
    }
}
