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

    private readonly object poolLock = new();
    private readonly List<PoolWorker> workers = [];
    private readonly List<PoolCall> calls = [];
    private readonly List<Connection> connections = [];
    private readonly ConnectionPoll poll = ConnectionPoll.Create();
    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly Unpickler unpickler = new(PickleTypes.Application);

    private readonly PoolMailboxes? mailboxes;
    private readonly PoolMailboxes.Answered onAnswer;

    private bool isDriven;
    private int arriving;
    private int failedStarts;
    private Exception? broken;

    private void Run(PoolCall call, CancellationToken cancellation)
    {
        ThrowIfInherited();
        FunctionReference.To(call.Function); // what no process could find is refused here
        using var registration = cancellation.Register(Wake);
        Arrive();
        try
        {
            ThrowIfNotRunning();
            Add(call);
            try
            {
                while (!IsOver(call, cancellation))
                {
                    if (isDriven)
                        Monitor.Wait(poolLock);
                    else
                        Drive(call, cancellation);
                }
            }
            finally
            {
                Remove(call);
                if (state == State.Closed && calls.Count == 0)
                    EndWorkers();
            }

            if (!call.IsFinished)
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(state == State.Terminated, this);
                if (broken is not null)
                    ExceptionMessage.Throw(broken);
            }
        }
        finally
        {
            Monitor.Exit(poolLock);
        }

        call.ThrowIfFailed();
    }

    // Takes the poolLock, which who drives a busy pool hardly lets go of unasked.
    private void Arrive()
    {
        Interlocked.Increment(ref arriving);
        try
        {
            Monitor.Enter(poolLock);
        }
        finally
        {
            Interlocked.Decrement(ref arriving);
        }

        Monitor.PulseAll(poolLock);
    }

    private void Add(PoolCall call)
    {
        calls.Add(call);
        if (calls.Count > 1)
            mailboxes?.Reclaim(); // calls take turns
        if (isDriven)
            poll.Wake();
    }

    private void Remove(PoolCall call)
    {
        calls.Remove(call);
        if (calls.Count == 0)
            Monitor.PulseAll(poolLock);
        call.IsAbandoned = true;
        if (call.IsFinished)
            return;

        mailboxes?.Reclaim();
        if (isDriven)
            poll.Wake();
    }

    private bool IsOver(PoolCall call, CancellationToken cancellation) =>
        call.IsFinished || cancellation.IsCancellationRequested || broken is not null || state == State.Terminated;

    private void Wake()
    {
        poll.Wake();
        lock (poolLock)
            Monitor.PulseAll(poolLock);
    }

    // With the poolLock held, but for the waits.
    private void Drive(PoolCall own, CancellationToken cancellation)
    {
        isDriven = true;
        try
        {
            mailboxes?.Collect(onAnswer);
            HandOut();
            while (!IsOver(own, cancellation))
            {
                while (Volatile.Read(ref arriving) > 0)
                    Monitor.Wait(poolLock, ArrivalLimit);
                Poll();
                for (var i = workers.Count - 1; i >= 0; i--)
                {
                    if (workers[i].Connection.IsSignalled)
                        Attend(workers[i]);
                }

                mailboxes?.Collect(onAnswer);
                HandOut();
            }
        }
        finally
        {
            isDriven = false;
            Monitor.PulseAll(poolLock);
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
        Monitor.Exit(poolLock);
        try
        {
            poll.Wait(connections, deadline);
        }
        finally
        {
            Monitor.Enter(poolLock);
            mailboxes?.Awake();
        }
    }

    // A call of several may be finished by any chunk; else it is enough to be there when there is more to publish, or
    // nothing left to run.
    private int UnclaimedToWakeFor(PoolMailboxes shared)
    {
        var (waiting, ending) = (false, false);
        foreach (var call in calls)
        {
            if (call.Waiting > 0)
                waiting = true;
            else
                ending = true;
        }

        return ending && calls.Count > 1 ? WakeCondition.EachDone
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
                    OnMessage(worker, message.Span);
                    if (!worker.Connection.HasMessage)
                        return;
                    break;
            }
        }
    }

    private void OnMessage(PoolWorker worker, ReadOnlySpan<byte> message)
    {
        var (call, chunk) = (worker.Call, worker.Chunk);
        switch (WorkerProtocol.Kind(message))
        {
            case MessageKind.Ready:
                worker.IsReady = true;
                failedStarts = 0;
                break;
            case MessageKind.Bell:
                break;
            case MessageKind.Mailbox when mailboxes is not null && call is null:
                (call, chunk) = mailboxes.Remove(WorkerProtocol.Number(message));
                worker.MarkBusy(call, chunk);
                break;
            case MessageKind.Results or MessageKind.Failed when call is not null:
                worker.MarkIdle();
                OnAnswer(call, chunk, message);
                break;
            case MessageKind.Failed:
                // Its module's initialiser threw, and would throw again in each worker that took its place.
                broken = ReadFailure(message);
                Monitor.PulseAll(poolLock);
                break;
            default:
                throw new InvalidDataException($"{worker.Name} sent a message that nobody asked for.");
        }
    }

    private void OnAnswer(PoolCall call, int chunk, ReadOnlySpan<byte> message)
    {
        if (WorkerProtocol.Kind(message) == MessageKind.Results)
            call.Complete(chunk, message[1..], unpickler);
        else
            call.Fail(chunk, ReadFailure(message));
        if (call.IsFinished)
            Monitor.PulseAll(poolLock);
    }

    private Exception ReadFailure(ReadOnlySpan<byte> message)
    {
        try
        {
            return ExceptionMessage.Read(message, unpickler);
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
        worker.Call?.Fail(worker.Chunk, lost);
        if (mailboxes?.Lose(worker.Index) is var (call, chunk))
            call.Fail(chunk, lost);
        Monitor.PulseAll(poolLock);

        // A crash before any work is not retried for ever.
        if (!worker.IsReady && ++failedStarts > options.Workers)
            broken ??= lost;
        worker.Kill();
        worker.Wait(Deadline.Never);
        worker.Dispose();
    }
}
