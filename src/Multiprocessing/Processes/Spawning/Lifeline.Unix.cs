using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// Makes this process die when its parent does, without a thread: the kernel kills it at the end of a pipe that only
/// the parent holds open.
/// </summary>
internal static class Lifeline
{
    /// <summary>Arms the pipe. If the parent has already ended, this process dies here.</summary>
    public static void Arm(Descriptor pipe)
    {
        const int setStatus = 4,
            setOwner = 8,
            setSignal = 10,
            asynchronous = 0x2000;
        Libc.Check(Libc.DescriptorControl(pipe.Value, setSignal, Libc.SigKill), "F_SETSIG");
        Libc.Check(Libc.DescriptorControl(pipe.Value, setOwner, Libc.GetProcessId()), "F_SETOWN");
        Libc.Check(Libc.DescriptorControl(pipe.Value, setStatus, asynchronous), "O_ASYNC");
        if (DescriptorWait.Wait(pipe, Deadline.Now))
            _ = Libc.Kill(Libc.GetProcessId(), Libc.SigKill);
    }

    /// <summary>Does the same with a thread, on macOS, where the kernel sends no signal at the end of a pipe.</summary>
    public static void Watch(Descriptor pipe)
    {
        var watcher = new Thread(() =>
        {
            DescriptorWait.Wait(pipe, Deadline.Never);
            _ = Libc.Kill(Libc.GetProcessId(), Libc.SigKill);
        });
        watcher.IsBackground = true;
        watcher.Start();
    }
}
