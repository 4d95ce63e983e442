using Multiprocessing.Platform;
using Multiprocessing.Pools;

namespace Multiprocessing;

// What observers are told, and the numbers that they can ask for.
public sealed partial class ProcessPool
{
    private long startedWorkers,
        lostWorkers,
        killedWorkers;

    /// <summary>
    /// Why each call fails: what its module threw in a worker, or how its initializer failed. Null while the pool
    /// works.
    /// </summary>
    public Exception? Failure => Look(static pool => pool.broken);

    /// <summary>What the pool is doing now, and what it has done.</summary>
    public ProcessPoolStatistics Statistics => Look(static pool => pool.Count());

    private ProcessPoolStatistics Count()
    {
        // The shared memory of a pool that has ended may be gone.
        if (state == State.Terminated)
            return new(workers.Count, 0, 0, startedWorkers, lostWorkers, killedWorkers);

        var queued = (prepared is null ? 0L : 1) + (mailboxes?.Unclaimed ?? 0);
        foreach (var call in calls)
            queued += call.Pending;
        var busy = workers.Count(worker => worker.Call is not null || mailboxes?.IsRunning(worker.Index) == true);
        return new(workers.Count, busy, queued, startedWorkers, lostWorkers, killedWorkers);
    }

    // Between calls nobody else receives what workers send, and notices their ends.
    private T Look<T>(Func<ProcessPool, T> read)
    {
        EnterToLook();
        try
        {
            if (state == State.Running && !isDriven && !IsInherited)
                Look();
            return read(this);
        }
        finally
        {
            Monitor.Exit(poolLock);
        }
    }

    private void Begin(PoolCall call)
    {
        if (options.Observer is not { } observer)
            return;

        call.Observed = new(call.Number, call.NameOfFunction);
        call.TraceContext = observer.OnCallStarted(call.Observed);
    }

    private void End(PoolCall call, Exception? failure)
    {
        if (call.Observed is not { } observed)
            return;

        observed.End(call.Progress, failure);
        Tell(observer => observer.OnCallEnded(observed));
    }

    private void OnStarted(PoolWorker worker, bool isReplacement)
    {
        startedWorkers++;
        if (options.Observer is not null)
            Tell(observer => observer.OnWorkerStarted(new(worker.Name, worker.Id, IsReplacement: isReplacement)));
    }

    private void OnEnded(PoolWorker worker, WorkerEnd end, int? exitCode)
    {
        if (end == WorkerEnd.Lost)
            lostWorkers++;
        if (end is WorkerEnd.TimedOut or WorkerEnd.Cancelled)
            killedWorkers++;
        if (options.Observer is not null)
            Tell(observer => observer.OnWorkerEnded(new(worker.Name, worker.Id, end, exitCode)));
    }

    private void OnBroken(Exception reason)
    {
        if (options.Observer is not null)
            Tell(observer => observer.OnBroken(reason));
    }

    private void Tell(Action<ProcessPoolObserver> tell)
    {
        try
        {
            tell(options.Observer!);
        }
        catch (Exception exception)
        {
            if (EventLog.IsOn)
                EventLog.Write($"an observer threw {exception.GetType()}: {exception.Message}");
        }
    }
}
