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
    private (Job Job, int Chunk)? prepared;
    private PickleWriter message = new();

    private void HandOut()
    {
        for (var handed = 0; Prepare(out var job, out var chunk) && TryHand(job, chunk); handed++)
        {
            prepared = null;
            if (handed % ChunksARing == 0)
                RingSleepers();
        }

        RingSleepers();
        Replenish();
    }

    // Pickles the next chunk; one that cannot be pickled fails, and the one after it is next.
    private bool Prepare(out Job job, out int chunk)
    {
        if (prepared is { Job.IsAbandoned: true })
            prepared = null;
        while (prepared is null && NextJob() is { } next)
        {
            var taken = next.Take();
            try
            {
                next.WriteArguments(taken, pickler, message.Begin(Message.Chunk, 0));
                prepared = (next, taken);
            }
            catch (Exception exception)
            {
                next.Fail(taken, exception);
                if (next.IsFinished)
                    Monitor.PulseAll(gate);
            }
        }

        (job, chunk) = prepared.GetValueOrDefault();
        return prepared is not null;
    }

    private bool TryHand(Job job, int chunk)
    {
        var arguments = message.Written[Messages.ChunkHeader..];
        return mailboxes?.Fits(job, arguments) == true
            ? mailboxes.TryPublish(job, chunk, arguments)
            : TryGive(job, chunk);
    }

    private bool TryGive(Job job, int chunk)
    {
        for (var i = workers.Count - 1; i >= 0; i--)
        {
            var worker = workers[i];
            if (!worker.IsReady || worker.Job is not null || worker.Tasks == options.MaxTasksPerWorker)
                continue;
            if (mailboxes is not null && (mailboxes.IsRunning(worker.Seat) || !mailboxes.TryWake(worker.Seat)))
                continue;

            try
            {
                worker.Give(job, chunk, ref message);
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
            if (worker.IsReady && worker.Job is null && !mailboxes.Sleeps(worker.Seat))
                missing--;
        }

        for (var i = workers.Count - 1; i >= 0 && missing > 0; i--)
        {
            var worker = workers[i];
            if (!mailboxes.TryWake(worker.Seat))
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
    private Job? NextJob()
    {
        for (var i = 0; i < jobs.Count; i++)
        {
            turn = (turn + 1) % jobs.Count;
            if (jobs[turn].HasChunk)
                return jobs[turn];
        }

        return null;
    }

    // Workers that ended are replaced as far as there is work for more.
    private void Replenish()
    {
        if (broken is not null)
            return;

        var waiting = (prepared is null ? 0 : 1) + (mailboxes?.Unclaimed ?? 0);
        foreach (var job in jobs)
            waiting += job.Waiting;
        if (waiting == 0)
            return;

        var standing = 0;
        foreach (var worker in workers)
        {
            if (worker.Job is not null || worker.Tasks != options.MaxTasksPerWorker)
                standing++;
            if (!worker.IsReady)
                waiting--;
        }

        for (; standing < options.Workers && waiting > 0; standing++, waiting--)
        {
            try
            {
                workers.Add(PoolWorker.Start(options, FreeSeat(), mailboxes));
            }
            catch (Exception exception) when (exception is ProcessStartException or UnsafeForkException)
            {
                if (standing == 0)
                    broken = exception;
                return;
            }
        }
    }

    private int FreeSeat()
    {
        var seat = 0;
        while (workers.Exists(worker => worker.Seat == seat))
            seat++;
        return seat;
    }
}
