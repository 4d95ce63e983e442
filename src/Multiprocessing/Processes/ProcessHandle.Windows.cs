using System.ComponentModel;
using System.Diagnostics;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>A child of this process on Windows.</summary>
internal sealed class WindowsProcessHandle(Process process) : ProcessHandle
{
    public Process Process => process;

    public override int Id { get; } = process.Id;

    public override int? Wait(Deadline deadline) =>
        process.WaitForExit(deadline.MillisecondsLeft) ? process.ExitCode : null;

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
