using Multiprocessing.Platform;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>
/// A child of the fork server. The server waits for it and reports how it ended; this process holds it by a descriptor,
/// so that a signal never reaches another process which was given its number.
/// </summary>
internal sealed class ServedProcessHandle(int pid, Descriptor process, Descriptor reports) : ProcessHandle
{
    private readonly Lock ending = new();
    private int? exitCode;

    public override int Id { get; } = pid;

    protected override int? KnownExitCode => exitCode;

    public override int? Wait(Deadline deadline)
    {
        while (true)
        {
            if (Learn() is { } code)
                return code;
            if (reports.IsClosed)
                return null;
            if (!DescriptorWait.Wait(reports, deadline))
                return null;
        }
    }

    public override void Terminate() => Signal(Libc.SigTerm);

    public override void Kill() => Signal(Libc.SigKill);

    public override void Dispose()
    {
        lock (ending)
        {
            process.Dispose();
            reports.Dispose();
        }
    }

    private void Signal(int signal)
    {
        lock (ending)
        {
            if (exitCode is null && !process.IsClosed)
                _ = Libc.SignalProcess(process.Value, signal);
        }
    }

    private int? Learn()
    {
        lock (ending)
        {
            if (exitCode is not null || reports.IsClosed || !DescriptorWait.Wait(reports, Deadline.Now))
                return exitCode;

            exitCode = ForkReport.Receive(reports, out _) is { } report ? report.Number : EndWithServer();
            NoteEnd();
            return exitCode;
        }
    }

    // The kernel kills the children of a server that has ended, shortly after it has closed the server's sockets.
    private int EndWithServer()
    {
        _ = Libc.SignalProcess(process.Value, Libc.SigKill);
        DescriptorWait.Wait(process, Deadline.Never);
        return -Libc.SigKill;
    }
}
