namespace SharedState.Observing;

/// <summary>
/// Lines that show how far the runs are, where no terminal can rewrite one line: the first after a second, then one
/// every five seconds if there is something new.
/// </summary>
internal sealed class ProgressLines(Action<string> write)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile string? latest;
    private string? written;

    /// <summary>Writes to standard error while something works.</summary>
    public static void Show(Action<Action<string>> work)
    {
        var lines = new ProgressLines(CommandLine.Report);
        using var isDone = new ManualResetEvent(false);
        var timer = new Timer(_ => lines.Tick(), null, First, Interval);
        try
        {
            work(lines.Report);
        }
        finally
        {
            if (timer.Dispose(isDone))
                isDone.WaitOne();
        }
    }

    /// <summary>What the next line will be.</summary>
    public void Report(string line) => latest = line;

    /// <summary>Writes a line, if there is a new one.</summary>
    public void Tick()
    {
        if (latest is { } line && line != written)
            write(written = line);
    }
}
