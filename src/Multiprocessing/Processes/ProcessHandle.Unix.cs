using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>A child process on Unix, waited for by its pid alone, so no other exit states are consumed.</summary>
internal sealed class UnixProcessHandle(int pid) : ProcessHandle
{
    private readonly Lock reaping = new();
    private Descriptor? ending;
    private int? exitCode;

    public override int Id { get; } = pid;

    protected override int? KnownExitCode => exitCode;

    /// <summary>
    /// Makes the system keep the exit states of children, even where a shell started this process with SIGCHLD ignored.
    /// </summary>
    public static unsafe void KeepExitStates()
    {
        // Changed only where it is ignored: replacing a handler, even briefly, could lose its signal. The handler is
        // the first field of the structure on every system.
        var action = stackalloc nint[64];
        if (Libc.SignalAction(Libc.SigChld, null, action) == 0 && action[0] == Libc.IgnoreSignal)
            _ = Libc.Signal(Libc.SigChld, Libc.DefaultAction);
    }

    /// <summary>
    /// Makes SIGTERM end a child by the signal, as under every start method and in CPython; the runtime would turn it
    /// into an exit code.
    /// </summary>
    public static void RestoreTerminationSignal() => _ = Libc.Signal(Libc.SigTerm, Libc.DefaultAction);

    public override int? Wait(Deadline deadline)
    {
        for (var pause = 1; ; pause = Math.Min(pause * 2, 20))
        {
            if (Reap() is { } code)
                return code;
            if (deadline.HasPassed)
                return null;

            if (OpenEnding() is { } descriptor)
                DescriptorWait.Wait(descriptor, deadline);
            else
                Thread.Sleep(deadline.MillisecondsLeft is >= 0 and var left ? Math.Min(pause, left) : pause);
        }
    }

    public override void Terminate() => Signal(Libc.SigTerm);

    public override void Kill() => Signal(Libc.SigKill);

    public override void Dispose() => ending?.Dispose();

    private void Signal(int signal)
    {
        lock (reaping)
        {
            // After a child has been waited for, its pid can belong to another process.
            if (exitCode is null)
                _ = Libc.Kill(Id, signal);
        }
    }

    private unsafe int? Reap()
    {
        const int noHang = 1;
        lock (reaping)
        {
            if (exitCode is not null)
                return exitCode;

            int status;
            var pid = Libc.WaitProcess(Id, &status, noHang);
            if (pid == Id)
                exitCode = (status & 0x7f) == 0 ? (status >> 8) & 0xff : -(status & 0x7f);
            else if (pid < 0 && Libc.LastError == Libc.ECHILD)
                exitCode = UnknownExitCode;
            if (exitCode is not null)
                NoteEnd();
            return exitCode;
        }
    }

    private Descriptor? OpenEnding()
    {
        if (!OperatingSystem.IsLinux())
            return null;

        lock (reaping)
        {
            if (ending is null && exitCode is null && Libc.OpenProcess(Id) is >= 0 and var descriptor)
                ending = new(descriptor);
            return ending;
        }
    }
}
