namespace Multiprocessing.Managers.Server;

/// <summary>
/// The threads of a server. A process that has them cannot fork. A thread that has served a connection waits a while
/// for the next one: to start a thread costs more than to serve most connections.
/// </summary>
/// <param name="start">Starts a thread; defaults to a background thread of this process.</param>
internal sealed class ServerThreads(Action<ThreadStart>? start = null)
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(10);

    private readonly object threadsLock = new();
    private readonly Queue<Action> waiting = new();
    private int idle;

    /// <summary>Runs work on a thread of its own; false if the system has no thread left for it.</summary>
    public bool TryRun(Action work)
    {
        lock (threadsLock)
        {
            if (idle > waiting.Count)
            {
                waiting.Enqueue(work);
                Monitor.Pulse(threadsLock);
                return true;
            }
        }

        try
        {
            (start ?? Start)(() => RunAll(work));
            return true;
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private static void Start(ThreadStart run) => new Thread(run) { Name = "manager", IsBackground = true }.Start();

    private void RunAll(Action first)
    {
        first();
        while (Next() is { } work)
            work();
    }

    private Action? Next()
    {
        lock (threadsLock)
        {
            idle++;
            var isInTime = true;
            while (waiting.Count == 0 && isInTime)
                isInTime = Monitor.Wait(threadsLock, IdleLimit);
            idle--;
            return waiting.TryDequeue(out var work) ? work : null;
        }
    }
}
