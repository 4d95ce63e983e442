using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Pools;
using Multiprocessing.Workers;

namespace Multiprocessing;

// Which chunk is next, and which worker gets it.
public sealed partial class ProcessPool
{
    // Waking a worker takes as long as pickling some tens of small chunks: a worker that is faster than they are
    // published would be woken for each.
    private const int ChunksPerWake = 32;

    private int turn;

    // A chunk that is pickled and that no worker could be given yet.
    private (PoolCall Call, int Chunk)? prepared;
    private PickleWriter message = new();

    private void DispatchChunks()
    {
        for (var dispatched = 0; TryPrepare(out var call, out var chunk) && TryDispatch(call, chunk); dispatched++)
        {
            prepared = null;
            if (dispatched % ChunksPerWake == 0)
                WakeWorkers();
        }

        WakeWorkers();
        ReplaceWorkers();
    }

    // Pickles the next chunk. One that cannot be pickled fails, and the chunk after it is next.
    private bool TryPrepare(out PoolCall call, out int chunk)
    {
        if (prepared is { Call.IsAbandoned: true })
            prepared = null;
        while (prepared is null && NextCall() is { } next)
        {
            var number = next.NextChunk();
            try
            {
                var kind = next.Settings.CanEndTasks ? MessageKind.ChunkThatCanEnd : MessageKind.Chunk;
                next.WriteArguments(number, pickler, message.Begin(kind, 0));
                prepared = (next, number);
            }
            catch (Exception exception)
            {
                next.Fail(number, exception);
                if (next.IsSettled)
                    Monitor.PulseAll(poolLock);
            }
        }

        (call, chunk) = prepared.GetValueOrDefault();
        return prepared is not null;
    }

    private bool TryDispatch(PoolCall call, int chunk)
    {
        var arguments = message.Written[WorkerProtocol.ChunkHeader..];
        return !call.NeedsConnection && mailboxes?.Fits(call, arguments) == true
            ? mailboxes.TryPublish(call, chunk, arguments)
            : TrySendToIdleWorker(call, chunk);
    }

    private bool TrySendToIdleWorker(PoolCall call, int chunk)
    {
        // A single worker runs tasks in order: it is woken for what is published first.
        if (options.Workers == 1 && mailboxes?.Unclaimed > 0)
            return false;

        for (var i = workers.Count - 1; i >= 0; i--)
        {
            var worker = workers[i];
            if (!worker.IsReady || worker.Call is not null || worker.ChunksGiven == options.MaxTasksPerWorker)
                continue;
            if (worker.IsLeaving || worker.Connection.IsSending || worker.KilledFor is not null)
                continue;
            if (mailboxes is not null && (mailboxes.IsRunning(worker.Index) || !mailboxes.TryWake(worker.Index)))
                continue;

            try
            {
                worker.Dispatch(call, chunk, ref message);
                return true;
            }
            catch (EndOfStreamException)
            {
                OnUnreachable(worker);
            }
        }

        return false;
    }

    // Wakes as many workers as there are mailboxes that no waking worker will claim by itself. Mailboxes are counted
    // first: one that is claimed meanwhile is counted with its worker, too.
    private void WakeWorkers()
    {
        if (mailboxes?.HasSleepers != true)
            return;

        var missing = mailboxes.Unclaimed;
        if (missing == 0)
            return;

        missing += mailboxes.CountRunning();
        foreach (var worker in workers)
        {
            if (worker is { IsReady: true, IsLeaving: false, Call: null } && !mailboxes.IsSleeping(worker.Index))
                missing--;
        }

        for (var i = workers.Count - 1; i >= 0 && missing > 0; i--)
        {
            var worker = workers[i];
            // One that runs a task that may be ended is not woken before it has answered, though it may sleep by then.
            if (worker.Call is not null || worker.KilledFor is not null || !mailboxes.TryWake(worker.Index))
                continue;

            missing--;
            try
            {
                worker.Wake();
            }
            catch (EndOfStreamException)
            {
                missing++;
                OnUnreachable(worker);
            }
        }
    }

    // Calls take turns, so that a short one does not wait for all of a long one.
    private PoolCall? NextCall()
    {
        for (var i = 0; i < calls.Count; i++)
        {
            turn = (turn + 1) % calls.Count;
            if (calls[turn].HasChunk)
                return calls[turn];
        }

        return null;
    }

    // Replaces workers that have ended, as far as there is work for more.
    private void ReplaceWorkers()
    {
        if (broken is not null)
            return;

        var waiting = (prepared is null ? 0 : 1) + (mailboxes?.Unclaimed ?? 0);
        foreach (var call in calls)
            waiting += call.Pending;
        if (waiting == 0)
            return;

        var usable = 0;
        foreach (var worker in workers)
        {
            if (worker.Call is not null || worker.ChunksGiven != options.MaxTasksPerWorker)
                usable++;
            if (!worker.IsReady)
                waiting--;
        }

        for (; usable < options.Workers && waiting > 0; usable++, waiting--)
        {
            try
            {
                var worker = StartWorker(UnusedWorkerIndex());
                workers.Add(worker);
                OnStarted(worker, isReplacement: true);
                if (EventLog.IsOn)
                    EventLog.Write($"{worker.Name} (process {worker.Id}) replaces a worker that has ended");
            }
            catch (Exception exception) when (exception is ProcessStartException or UnsafeForkException)
            {
                if (usable == 0)
                    GiveUp(exception);
                return;
            }
        }
    }

    private int UnusedWorkerIndex()
    {
        var workerIndex = 0;
        while (workers.Exists(worker => worker.Index == workerIndex))
            workerIndex++;
        return workerIndex;
    }
}
