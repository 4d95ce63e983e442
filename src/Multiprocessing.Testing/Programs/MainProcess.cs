namespace Multiprocessing.Testing.Programs;

/// <summary>The first process of a run, whatever its runtime.</summary>
internal abstract class MainProcess : IDisposable
{
    public abstract Stream Output { get; }

    public abstract Stream Error { get; }

    public abstract bool HasEnded { get; }

    public abstract int ExitCode { get; }

    /// <summary>What main threw, where the runtime can tell.</summary>
    public abstract Exception? Failure { get; }

    public bool WaitUntil(DateTime end)
    {
        var left = end - DateTime.UtcNow;
        return Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public abstract void Kill();

    public abstract void Dispose();

    protected abstract bool Wait(TimeSpan limit);
}
