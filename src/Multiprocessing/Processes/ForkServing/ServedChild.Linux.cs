using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>A child as the fork server knows it.</summary>
internal sealed class ServedChild : IDisposable
{
    private readonly int pid;
    private readonly Descriptor reports;

    private ServedChild(int pid, Descriptor process, Descriptor reports) =>
        (this.pid, Process, this.reports) = (pid, process, reports);

    /// <summary>The process, which becomes readable when it has ended.</summary>
    public Descriptor Process { get; }

    /// <summary>A child that was just forked, and is reported as started.</summary>
    /// <exception cref="ProcessStartException">The process has too many descriptors; the child was killed.</exception>
    public static unsafe ServedChild Of(int pid, Descriptor reports)
    {
        // Nobody has waited for it yet, so its number is its own.
        var process = Libc.OpenProcess(pid);
        if (process < 0)
        {
            var failure = Libc.Failure("pidfd_open", Libc.LastError);
            _ = Libc.Kill(pid, Libc.SigKill);
            _ = Libc.WaitProcess(pid, null, 0);
            throw new ProcessStartException($"{failure.Message}.", failure);
        }

        new ForkReport(ForkReportKind.Started, pid).Send(reports, process);
        return new(pid, new(process), reports);
    }

    /// <summary>Waits for a child that has ended, and reports how; false if it runs.</summary>
    public unsafe bool TryReap()
    {
        const int noHang = 1;
        int status;
        var waited = Libc.WaitProcess(pid, &status, noHang);
        if (waited == 0 || waited < 0 && Libc.LastError == Libc.EINTR)
            return false;

        var exitCode =
            waited < 0 ? ProcessHandle.UnknownExitCode
            : (status & 0x7f) == 0 ? (status >> 8) & 0xff
            : -(status & 0x7f);
        new ForkReport(ForkReportKind.Ended, exitCode).Send(reports);
        return true;
    }

    public void Dispose()
    {
        Process.Dispose();
        reports.Dispose();
    }

    /// <summary>In the child: does what a spawned one does, from its connection on.</summary>
    public static int Run(ForkRequest request, int[] given)
    {
        if ((request.Flags & ForkFlags.ForkReady) == 0)
            ForkGuard.BeginServed();
        var connection = new DescriptorConnection(new(given[0]));
        var next = 1;
        var mailboxes = (request.Flags & ForkFlags.Memory) == 0 ? null : Open(given[next++], request.WorkerIndex);
        if ((request.Flags & ForkFlags.Output) != 0)
            Replace(1, given[next++]);
        if ((request.Flags & ForkFlags.Error) != 0)
            Replace(2, given[next++]);
        if ((request.Flags & ForkFlags.Input) != 0)
            Replace(0, given[next++]);
        GivenDescriptors.Received = given[next..];
        try
        {
            if (request.Directory is { } directory)
                Environment.CurrentDirectory = directory;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Worker(connection).Refuse(exception);
        }

        ChildMain.Run(connection, mailboxes);
        return 0;
    }

    private static WorkerMailboxes Open(int memory, int workerIndex) =>
        new(MailboxMemory.Open(AnonymousMemory.Open(new(memory))), workerIndex);

    private static void Replace(int standard, int descriptor)
    {
        _ = Libc.Duplicate(descriptor, standard);
        _ = Libc.Close(descriptor);
    }
}
