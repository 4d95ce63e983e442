using Multiprocessing.Processes;

namespace Multiprocessing.Connections;

/// <summary>Waits on descriptors by <c>poll(2)</c>: no thread, no event queue, so a process that waits so can still fork.</summary>
internal static unsafe class Readiness
{
    /// <summary>Waits until a descriptor has something to read, or has ended; false when the deadline passed.</summary>
    public static bool Wait(Descriptor descriptor, Deadline deadline)
    {
        var one = new Libc.PollDescriptor { Descriptor = descriptor.Value, Events = Libc.PollIn };
        return Wait(new Span<Libc.PollDescriptor>(ref one), deadline);
    }

    /// <summary>Waits until something happened to one of the descriptors; false when the deadline passed.</summary>
    public static bool Wait(Span<Libc.PollDescriptor> descriptors, Deadline deadline)
    {
        fixed (Libc.PollDescriptor* first = descriptors)
        {
            while (true)
            {
                var count = Libc.Poll(first, (nuint)descriptors.Length, deadline.MillisecondsLeft);
                if (count > 0) return true;
                if (count == 0 && deadline.HasPassed) return false;
                if (count < 0 && Libc.LastError != Libc.EINTR) throw Libc.Failure("poll", Libc.LastError);
            }
        }
    }
}
