namespace Multiprocessing.Pools;

// How far a call is. The thread that drives the pool counts and reports; the caller reports the end.
internal abstract partial class PoolCall
{
    [ThreadStatic]
    private static bool isReporting;

    private readonly Lock reporting = new();
    private long done,
        failed;
    private PoolProgress? reported;
    private Exception? refusal;

    /// <summary>
    /// Whether this thread is in a report: then it holds a place in the pool that it cannot wait for.
    /// </summary>
    public static bool IsReporting => isReporting;

    /// <summary>How far it is.</summary>
    public PoolProgress Progress => new(done, failed, Total);

    /// <summary>Whether it is further than was reported.</summary>
    public bool HasNews { get; private set; }

    /// <summary>How many items it has; null while that is not known.</summary>
    protected abstract long? Total { get; }

    /// <summary>
    /// Tells how far it is, if that has changed. Returns what the receiver threw, now or before; null for nothing.
    /// </summary>
    public Exception? Report()
    {
        if (Settings.Progress is not { } receiver)
            return null;

        lock (reporting)
        {
            HasNews = false;
            var progress = Progress;
            if (progress == reported || refusal is not null)
                return refusal;

            isReporting = true;
            try
            {
                reported = progress;
                receiver.Report(progress);
                return null;
            }
            catch (Exception exception)
            {
                return refusal = exception;
            }
            finally
            {
                isReporting = false;
            }
        }
    }

    private void Count(int items, int failures)
    {
        done += items;
        failed += failures;
        HasNews = Settings.Progress is not null;
    }
}
