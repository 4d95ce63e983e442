using System.ComponentModel;
using System.Diagnostics;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>A child process on Windows.</summary>
internal sealed class WindowsProcessHandle(Process process) : ProcessHandle
{
    private int? exitCode;

    public Process Process => process;

    public override int Id { get; } = process.Id;

    protected override int? KnownExitCode => exitCode;

    public override int? Wait(Deadline deadline)
    {
        if (!process.WaitForExit(deadline.MillisecondsLeft))
            return null;

        exitCode = process.ExitCode;
        NoteEnd();
        return exitCode;
    }

    public override void Terminate() => Kill();

    public override void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended, or is about to.
        }
    }

    public override void Dispose() => process.Dispose();
}
