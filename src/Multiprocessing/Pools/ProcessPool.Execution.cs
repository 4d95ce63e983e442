using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Pools;
using Multiprocessing.Workers;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing;

// One of the callers drives all calls: it hands out chunks and takes results until its own call is done; then another
// takes over.
// Small chunks lie in shared memory where there is such, for whichever worker comes first; others go to one worker,
// over its connection.
public sealed partial class ProcessPool
{
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromMilliseconds(10);

    private readonly object gate = new();
    private readonly List<PoolWorker> workers = [];
    private readonly List<Job> jobs = [];
    private readonly List<Connection> connections = [];
    private readonly ConnectionPoll poll = ConnectionPoll.Create();
    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly Unpickler unpickler = new(PickleTypes.Application);

    private readonly PoolMailboxes? mailboxes;
    private readonly PoolMailboxes.Answered take;

    private bool isDriven;
    private int arriving;
    private int failedStarts;
    private Exception? broken;

    private void Run(Job job, CancellationToken cancellation)
    {
        ThrowIfInherited();
        FunctionReference.To(job.Function); // what no process could find is refused here
        using var registration = cancellation.Register(Wake);
        Arrive();
        try
        {
            ThrowIfNotRunning();
            Add(job);
            try
            {
                while (!IsOver(job, cancellation))
                {
                    if (isDriven)
                        Monitor.Wait(gate);
                    else
                        Drive(job, cancellation);
                }
            }
            finally
            {
                Remove(job);
                if (state == State.Closed && jobs.Count == 0)
                    EndWorkers();
            }

            if (!job.IsFinished)
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(state == State.Terminated, this);
                if (broken is not null)
                    Failure.Throw(broken);
            }
        }
        finally
        {
            Monitor.Exit(gate);
        }

        job.ThrowIfFailed();
    }

    // Takes the gate, which who drives a busy pool hardly lets go of unasked.
    private void Arrive()
    {
        Interlocked.Increment(ref arriving);
        try
        {
            Monitor.Enter(gate);
        }
        finally
        {
            Interlocked.Decrement(ref arriving);
        }

        Monitor.PulseAll(gate);
    }

    private void Add(Job job)
    {
        jobs.Add(job);
        if (jobs.Count > 1)
            mailboxes?.TakeBack(); // calls take turns
        if (isDriven)
            poll.Wake();
    }

    private void Remove(Job job)
    {
        jobs.Remove(job);
        if (jobs.Count == 0)
            Monitor.PulseAll(gate);
        job.IsAbandoned = true;
        if (job.IsFinished)
            return;

        mailboxes?.TakeBack();
        if (isDriven)
            poll.Wake();
    }

    private bool IsOver(Job job, CancellationToken cancellation) =>
        job.IsFinished || cancellation.IsCancellationRequested || broken is not null || state == State.Terminated;

    private void Wake()
    {
        poll.Wake();
        lock (gate)
            Monitor.PulseAll(gate);
    }

    // With the gate held, but for the waits.
    private void Drive(Job own, CancellationToken cancellation)
    {
        isDriven = true;
        try
        {
            mailboxes?.Collect(take);
            HandOut();
            while (!IsOver(own, cancellation))
            {
                while (Volatile.Read(ref arriving) > 0)
                    Monitor.Wait(gate, ArrivalLimit);
                Poll();
                for (var i = workers.Count - 1; i >= 0; i--)
                {
                    if (workers[i].Connection.IsSignalled)
                        Attend(workers[i]);
                }

                mailboxes?.Collect(take);
                HandOut();
            }
        }
        finally
        {
            isDriven = false;
            Monitor.PulseAll(gate);
        }
    }

    private void Poll()
    {
        var deadline =
            mailboxes?.TrySleep(UnclaimedToWakeFor(mailboxes), prepared is not null) == false
                ? Deadline.Now
                : Deadline.Never;
        connections.Clear();
        foreach (var worker in workers)
            connections.Add(worker.Connection);
        Monitor.Exit(gate);
        try
        {
            poll.Wait(connections, deadline);
        }
        finally
        {
            Monitor.Enter(gate);
            mailboxes?.Awake();
        }
    }

    // A job of several may be finished by any chunk; else it is enough to be there when there is more to publish, or
    // nothing left to run.
    private int UnclaimedToWakeFor(PoolMailboxes shared)
    {
        var (waiting, ending) = (false, false);
        foreach (var job in jobs)
        {
            if (job.Waiting > 0)
                waiting = true;
            else
                ending = true;
        }

        return ending && jobs.Count > 1 ? Wanted.EachDone
            : waiting ? shared.FewUnclaimed
            : 1;
    }

    // Connections that have more are signalled again.
    private void Attend(PoolWorker worker)
    {
        try
        {
            if (worker.Connection.IsSending && !worker.Connection.ContinueSending())
                return;
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
                    if (!worker.Connection.HasMessage)
                        return;
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
            case Message.Bell:
                break;
            case Message.Mailbox when mailboxes is not null && job is null:
                (job, chunk) = mailboxes.Remove(Messages.Number(message));
                worker.Run(job, chunk);
                break;
            case Message.Results or Message.Failed when job is not null:
                worker.BecomeIdle();
                Take(job, chunk, message);
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

    private void Take(Job job, int chunk, ReadOnlySpan<byte> message)
    {
        if (Messages.Kind(message) == Message.Results)
            job.Complete(chunk, message[1..], unpickler);
        else
            job.Fail(chunk, ReadFailure(message));
        if (job.IsFinished)
            Monitor.PulseAll(gate);
    }

    private Exception ReadFailure(ReadOnlySpan<byte> message)
    {
        try
        {
            return Failure.Read(message, unpickler);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void Lose(PoolWorker worker)
    {
        workers.Remove(worker);
        var lost = new WorkerLostException(worker.Name, worker.Id, worker.Wait(Deadline.After(ExitLimit)));
        worker.Job?.Fail(worker.Chunk, lost);
        if (mailboxes?.Lose(worker.Seat) is var (job, chunk))
            job.Fail(chunk, lost);
        Monitor.PulseAll(gate);

        // A crash before any work is not retried for ever.
        if (!worker.IsReady && ++failedStarts > options.Workers)
            broken ??= lost;
        worker.Kill();
        worker.Wait(Deadline.Never);
        worker.Dispose();
    }
}
