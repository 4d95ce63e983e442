using Multiprocessing.Pickling;
using Multiprocessing.Pools;
using Multiprocessing.Workers;

namespace Multiprocessing;

// Which chunk is next, and who gets it.
public sealed partial class ProcessPool
{
    // A ring costs as much as pickling some tens of small chunks: a worker that is faster than they are published would
    // be rung for each.
    private const int ChunksARing = 32;

    private int turn;

    // A chunk that is pickled and that nobody could take yet.
    private (PoolCall Job, int Chunk)? prepared;
    private PickleWriter message = new();

    private void HandOut()
    {
        for (var handed = 0; Prepare(out var call, out var chunk) && TryHand(call, chunk); handed++)
        {
            prepared = null;
            if (handed % ChunksARing == 0)
                RingSleepers();
        }

        RingSleepers();
        Replenish();
    }

    // Pickles the next chunk; one that cannot be pickled fails, and the one after it is next.
    private bool Prepare(out PoolCall call, out int chunk)
    {
        if (prepared is { Job.IsAbandoned: true })
            prepared = null;
        while (prepared is null && NextCall() is { } next)
        {
            var taken = next.NextChunk();
            try
            {
                next.WriteArguments(taken, pickler, message.Begin(MessageKind.Chunk, 0));
                prepared = (next, taken);
            }
            catch (Exception exception)
            {
                next.Fail(taken, exception);
                if (next.IsFinished)
                    Monitor.PulseAll(poolLock);
            }
        }

        (call, chunk) = prepared.GetValueOrDefault();
        return prepared is not null;
    }

    private bool TryHand(PoolCall call, int chunk)
    {
        var arguments = message.Written[WorkerProtocol.ChunkHeader..];
        return mailboxes?.Fits(call, arguments) == true
            ? mailboxes.TryPublish(call, chunk, arguments)
            : TryDispatch(call, chunk);
    }

    private bool TryDispatch(PoolCall call, int chunk)
    {
        for (var i = workers.Count - 1; i >= 0; i--)
        {
            var worker = workers[i];
            if (!worker.IsReady || worker.Call is not null || worker.Tasks == options.MaxTasksPerWorker)
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
                Lose(worker);
            }
        }

        return false;
    }

    // As many as there are mailboxes that no waking worker comes for by itself. Mailboxes are counted first: one that
    // is claimed meanwhile is counted with its worker, too.
    private void RingSleepers()
    {
        if (mailboxes?.HasSleepers != true)
            return;

        var missing = mailboxes.Unclaimed;
        if (missing == 0)
            return;

        missing += mailboxes.CountRunning();
        foreach (var worker in workers)
        {
            if (worker.IsReady && worker.Call is null && !mailboxes.Sleeps(worker.Index))
                missing--;
        }

        for (var i = workers.Count - 1; i >= 0 && missing > 0; i--)
        {
            var worker = workers[i];
            if (!mailboxes.TryWake(worker.Index))
                continue;

            missing--;
            try
            {
                worker.Ring();
            }
            catch (EndOfStreamException)
            {
                missing++;
                Lose(worker);
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

    // Workers that ended are replaced as far as there is work for more.
    private void Replenish()
    {
        if (broken is not null)
            return;

        var waiting = (prepared is null ? 0 : 1) + (mailboxes?.Unclaimed ?? 0);
        foreach (var call in calls)
            waiting += call.Waiting;
        if (waiting == 0)
            return;

        var standing = 0;
        foreach (var worker in workers)
        {
            if (worker.Call is not null || worker.Tasks != options.MaxTasksPerWorker)
                standing++;
            if (!worker.IsReady)
                waiting--;
        }

        for (; standing < options.Workers && waiting > 0; standing++, waiting--)
        {
            try
            {
                workers.Add(PoolWorker.Start(options, FreeIndex(), mailboxes));
            }
            catch (Exception exception) when (exception is ProcessStartException or UnsafeForkException)
            {
                if (standing == 0)
                    broken = exception;
                return;
            }
        }
    }

    private int FreeIndex()
    {
        var workerIndex = 0;
        while (workers.Exists(worker => worker.Index == workerIndex))
            workerIndex++;
        return workerIndex;
    }
}
