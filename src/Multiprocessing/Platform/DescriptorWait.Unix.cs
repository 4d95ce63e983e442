namespace Multiprocessing.Platform;

/// <summary>
/// Waits on descriptors by <c>poll(2)</c>: no thread, no event queue, so a process that waits so can still fork.
/// </summary>
internal static unsafe class DescriptorWait
{
    /// <summary>Waits until a descriptor has something to read, or has ended; false when the deadline passed.</summary>
    public static bool Wait(Descriptor descriptor, Deadline deadline)
    {
        var one = new Libc.PollDescriptor { Descriptor = descriptor.Value, Events = Libc.PollIn };
        return Wait(&one, 1, deadline);
    }

    /// <summary>Waits until something happened to one of the descriptors; false when the deadline passed.</summary>
    public static bool Wait(Libc.PollDescriptor* descriptors, int count, Deadline deadline)
    {
        while (true)
        {
            var happened = Libc.Poll(descriptors, (nuint)count, deadline.MillisecondsLeft);
            if (happened > 0)
                return true;
            if (happened == 0 && deadline.HasPassed)
                return false;
            if (happened < 0 && Libc.LastError != Libc.EINTR)
                throw Libc.Failure("poll", Libc.LastError);
        }
    }
}
