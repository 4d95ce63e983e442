namespace Multiprocessing.Testing;

/// <summary>Main as a child of the process that observes it.</summary>
internal sealed class DotNetMainProcess(ChildProcess child) : MainProcess
{
    public override Stream Output => child.StandardOutput;

    public override Stream Error => child.StandardError;

    public override bool HasEnded => !child.IsAlive;

    public override int ExitCode => child.ExitCode ?? throw new InvalidOperationException("Main still runs.");

    public override Exception? Failure
    {
        get
        {
            try
            {
                child.Join();
                return null;
            }
#pragma warning disable CA1031 // Whatever main threw is what is asked for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return exception;
            }
        }
    }

    public override void Kill() => child.Kill();

    public override void Dispose() => child.Dispose();

    protected override bool Wait(TimeSpan limit) => child.Join(limit);
}
