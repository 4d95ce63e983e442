namespace Multiprocessing.Managers.Server;

/// <summary>
/// The threads of a server. A process that has them cannot fork. A thread that has served a connection waits a while
/// for the next one: to start a thread costs more than to serve most connections.
/// </summary>
internal sealed class ServerThreads
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(10);

    private readonly object threadsLock = new();
    private readonly Queue<Action> waiting = new();
    private int idle;

    /// <summary>Runs work on a thread of its own.</summary>
    public void Run(Action work)
    {
        lock (threadsLock)
        {
            waiting.Enqueue(work);
            if (idle >= waiting.Count)
            {
                Monitor.Pulse(threadsLock);
                return;
            }
        }

        new Thread(RunAll) { Name = "manager", IsBackground = true }.Start();
    }

    private void RunAll()
    {
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
