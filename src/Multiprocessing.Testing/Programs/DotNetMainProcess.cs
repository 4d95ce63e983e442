namespace Multiprocessing.Testing.Programs;

/// <summary>Main as a child of the observing process.</summary>
internal sealed class DotNetMainProcess(ChildProcess child) : MainProcess
{
    private Exception? failure;

    public override Stream Output => child.StandardOutput;

    public override Stream Error => child.StandardError;

    public override bool HasEnded => !child.IsAlive;

    public override int ExitCode => child.ExitCode ?? throw new InvalidOperationException("Main is still running.");

    public override Exception? Failure => failure;

    public override void Kill() => child.Kill();

    public override void Dispose() => child.Dispose();

    protected override bool Wait(TimeSpan limit)
    {
        try
        {
            return child.Join(limit);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            return true;
        }
    }
}
