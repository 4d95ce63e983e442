using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Pools;
using Multiprocessing.Processes;

namespace Multiprocessing;

// One of the callers drives all calls: it hands out chunks and takes results until its own call is done; then another takes over.
public sealed partial class ProcessPool
{
    private readonly object gate = new();
    private readonly List<PoolWorker> workers = [];
    private readonly List<Job> jobs = [];
    private readonly List<Connection> connections = [];
    private readonly ConnectionPoll poll = ConnectionPoll.Create();
    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly Unpickler unpickler = new(PickleTypes.Application);

    private bool isDriven;
    private int turn;
    private int failedStarts;
    private Exception? broken;

    private void Run(Job job, CancellationToken cancellation)
    {
        FunctionReference.To(job.Function); // what no process could find is refused here
        using var registration = cancellation.Register(Wake);
        lock (gate)
        {
            ThrowIfNotRunning();
            jobs.Add(job);
            if (isDriven) poll.Wake();
            try
            {
                while (!IsOver(job, cancellation))
                {
                    if (isDriven) Monitor.Wait(gate);
                    else Drive(job, cancellation);
                }
            }
            finally
            {
                jobs.Remove(job);
                job.IsAbandoned = true;
                if (state == State.Closed && jobs.Count == 0) EndWorkers();
            }

            if (!job.IsFinished)
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(state == State.Terminated, this);
                if (broken is not null) Failure.Throw(broken);
            }
        }

        job.ThrowIfFailed();
    }

    private bool IsOver(Job job, CancellationToken cancellation) =>
        job.IsFinished || cancellation.IsCancellationRequested || broken is not null || state == State.Terminated;

    private void Wake()
    {
        poll.Wake();
        lock (gate) Monitor.PulseAll(gate);
    }

    // With the gate held, but for the wait.
    private void Drive(Job own, CancellationToken cancellation)
    {
        isDriven = true;
        try
        {
            HandOut();
            while (!IsOver(own, cancellation))
            {
                connections.Clear();
                foreach (var worker in workers) connections.Add(worker.Connection);
                Monitor.Exit(gate);
                try
                {
                    poll.Wait(connections, Deadline.Never);
                }
                finally
                {
                    Monitor.Enter(gate);
                }

                for (var i = workers.Count - 1; i >= 0; i--)
                    if (workers[i].Connection.IsSignalled) Attend(workers[i]);
                HandOut();
            }
        }
        finally
        {
            isDriven = false;
            Monitor.PulseAll(gate);
        }
    }

    private void HandOut()
    {
        for (var i = workers.Count - 1; i >= 0 && NextJob() is not null; i--)
            Occupy(workers[i]);
        Replenish();
    }

    // Gives an idle worker the next chunk; one that cannot be pickled fails, and the worker gets the one after it.
    private void Occupy(PoolWorker worker)
    {
        try
        {
            while (worker.IsReady && worker.Job is null && worker.Tasks != options.MaxTasksPerWorker && NextJob() is { } job)
                worker.Give(job, pickler);
        }
        catch (EndOfStreamException)
        {
            Lose(worker);
        }
    }

    // Calls take turns, so that a short one does not wait for all of a long one.
    private Job? NextJob()
    {
        for (var i = 0; i < jobs.Count; i++)
        {
            turn = (turn + 1) % jobs.Count;
            if (jobs[turn].HasChunk) return jobs[turn];
        }

        return null;
    }

    // Workers that ended are replaced as far as there is work for more.
    private void Replenish()
    {
        var waiting = 0;
        foreach (var job in jobs) waiting += job.Waiting;
        if (waiting == 0 || broken is not null) return;

        var standing = 0;
        foreach (var worker in workers)
        {
            if (worker.Job is not null || worker.Tasks != options.MaxTasksPerWorker) standing++;
            if (!worker.IsReady) waiting--;
        }

        for (; standing < options.Workers && waiting > 0; standing++, waiting--)
        {
            try
            {
                workers.Add(PoolWorker.Start(options));
            }
            catch (Exception exception) when (exception is ProcessStartException or UnsafeForkException)
            {
                if (standing == 0) broken = exception;
                return;
            }
        }
    }

    private void Attend(PoolWorker worker)
    {
        try
        {
            if (worker.Connection.IsSending && !worker.Connection.ContinueSending()) return;
        }
        catch (EndOfStreamException)
        {
            Lose(worker);
            return;
        }

        while (true)
        {
            switch (worker.Connection.TryReceive(out var message))
            {
                case Received.Nothing:
                    return;
                case Received.End:
                    Lose(worker);
                    return;
                default:
                    Take(worker, message.Span);
                    Occupy(worker);
                    break;
            }
        }
    }

    private void Take(PoolWorker worker, ReadOnlySpan<byte> message)
    {
        var (job, chunk) = (worker.Job, worker.Chunk);
        switch (Messages.Kind(message))
        {
            case Message.Ready:
                worker.IsReady = true;
                failedStarts = 0;
                break;
            case Message.Results when job is not null:
                worker.BecomeIdle();
                job.Complete(chunk, message[1..], unpickler);
                if (job.IsFinished) Monitor.PulseAll(gate);
                break;
            case Message.Failed when job is not null:
                worker.BecomeIdle();
                job.Fail(chunk, ReadFailure(message));
                if (job.IsFinished) Monitor.PulseAll(gate);
                break;
            case Message.Failed:
                // Its module's initialiser threw, and would throw again in each worker that took its place.
                broken = ReadFailure(message);
                Monitor.PulseAll(gate);
                break;
            default:
                throw new InvalidDataException($"{worker.Name} sent a message that nobody asked for.");
        }
    }

    private Exception ReadFailure(ReadOnlySpan<byte> message)
    {
        try
        {
            return Failure.Read(message, unpickler);
        }
        catch (UnpicklingException exception)
        {
            return exception;
        }
    }

    private void Lose(PoolWorker worker)
    {
        workers.Remove(worker);
        var lost = new WorkerLostException(worker.Name, worker.Id, worker.Wait(Deadline.After(ExitLimit)));
        worker.Job?.Fail(worker.Chunk, lost);
        Monitor.PulseAll(gate);

        // A crash before any work is not retried for ever.
        if (!worker.IsReady && ++failedStarts > options.Workers) broken ??= lost;
        worker.Kill();
        worker.Dispose();
    }
}
