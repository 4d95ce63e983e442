using System.Diagnostics;

namespace Multiprocessing.Testing;

/// <summary>Main as a process of CPython.</summary>
internal sealed class PythonMainProcess : MainProcess
{
    private readonly Process process;

    public PythonMainProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.StandardInput.Close();
    }

    public override Stream Output => process.StandardOutput.BaseStream;

    public override Stream Error => process.StandardError.BaseStream;

    public override bool HasEnded => process.HasExited;

    // The runtime tells a death by signal as a shell does: 128 and the signal's number.
    public override int ExitCode => process.ExitCode > 128 ? 128 - process.ExitCode : process.ExitCode;

    public override Exception? Failure => null;

    public override void Kill() => process.Kill(entireProcessTree: true);

    public override void Dispose() => process.Dispose();

    protected override bool Wait(TimeSpan limit) => process.WaitForExit(limit);
}
