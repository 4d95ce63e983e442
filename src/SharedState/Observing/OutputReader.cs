using Multiprocessing.Platform;

namespace SharedState.Observing;

/// <summary>
/// Cancels when nobody can read standard output any more, as after <c>observe | head -1</c>: the runtime ignores a
/// write to a pipe without a reader.
/// </summary>
internal sealed class OutputReader : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource source;
    private readonly Timer? timer;
    private volatile bool hasGone;

    /// <param name="isNeeded">Whether the output is the only result.</param>
    /// <param name="interrupted">Cancels, too.</param>
    public OutputReader(bool isNeeded, CancellationToken interrupted)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        if (isNeeded && Console.IsOutputRedirected && !OperatingSystem.IsWindows())
            timer = new(_ => Look(), null, Interval, Interval);
    }

    public CancellationToken Token => source.Token;

    public bool HasGone => hasGone;

    public void Dispose()
    {
        if (timer is not null)
        {
            using var isDone = new ManualResetEvent(false);
            if (timer.Dispose(isDone))
                isDone.WaitOne();
        }

        source.Dispose();
    }

    private void Look()
    {
        if (hasGone || StandardOutput.HasReader())
            return;

        hasGone = true;
        source.Cancel();
    }
}
