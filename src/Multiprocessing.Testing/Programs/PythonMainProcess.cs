using System.Diagnostics;

namespace Multiprocessing.Testing.Programs;

/// <summary>Main as a CPython process.</summary>
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

    // On Unix the runtime reports a death by signal as a shell does: 128 plus the signal's number, which is at most 64.
    public override int ExitCode =>
        process.ExitCode is > 128 and <= 192 && !OperatingSystem.IsWindows()
            ? 128 - process.ExitCode
            : process.ExitCode;

    public override Exception? Failure => null;

    public override void Kill() => process.Kill(entireProcessTree: true);

    public override void Dispose() => process.Dispose();

    protected override bool Wait(TimeSpan limit) => process.WaitForExit(limit);
}
