using Multiprocessing.Platform;

namespace Multiprocessing.Testing.Programs;

/// <summary>The first process of a run, on any runtime.</summary>
internal abstract class MainProcess : IDisposable
{
    public abstract Stream Output { get; }

    public abstract Stream Error { get; }

    public abstract bool HasEnded { get; }

    public abstract int ExitCode { get; }

    /// <summary>What main threw; null if it threw nothing, or the runtime does not report it.</summary>
    public abstract Exception? Failure { get; }

    public bool WaitUntil(Deadline end) => Wait(TimeSpan.FromMilliseconds(end.MillisecondsLeft));

    public abstract void Kill();

    public abstract void Dispose();

    protected abstract bool Wait(TimeSpan limit);
}
