using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Pools;
using Multiprocessing.Workers;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing;

// One of the callers drives all calls: it dispatches chunks and receives results until its own call is done; then
// another caller takes over. Small chunks are published in shared memory, where the system has it, for whichever worker
// is first to claim them; others are sent to one worker over its connection.
public sealed partial class ProcessPool
{
    private static readonly TimeSpan CallerLimit = TimeSpan.FromMilliseconds(10);

    private readonly object poolLock = new();
    private readonly List<PoolWorker> workers = [];
    private readonly List<PoolCall> calls = [];
    private readonly List<Connection> connections = [];
    private readonly ConnectionPoll poll = ConnectionPoll.Create();
    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly Unpickler unpickler = new(PickleTypes.Application);

    private readonly PoolMailboxes? mailboxes;
    private readonly PoolMailboxes.AnswerHandler onAnswer;

    private bool isDriven;
    private bool hasHandOvers;
    private int waitingCallers;
    private int failedStarts;
    private Exception? broken; // what the module threw: it would throw it again in every worker

    private void Run(PoolCall call, CancellationToken cancellation)
    {
        ThrowIfInherited();
        FunctionReference.To(call.Function); // refuses what no other process can find
        Exception? failure;
        Begin(call);
        try
        {
            failure = WaitForEnd(call, cancellation) ?? call.Report();
        }
        catch (Exception exception)
        {
            End(call, exception);
            throw;
        }

        End(call, failure);
        if (failure is not null)
            ExceptionMessage.Throw(failure);
    }

    // Adds a call and waits for its end; returns its failure.
    private Exception? WaitForEnd(PoolCall call, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(Wake);
        Enter();
        try
        {
            ThrowIfNotRunning();
            Add(call);
            try
            {
                WaitFor(call, cancellation);
            }
            finally
            {
                RemoveCall(call);
            }

            return FailureOf(call, cancellation);
        }
        finally
        {
            Monitor.Exit(poolLock);
        }
    }

    // Waits until there is something for the caller of a call; drives the pool meanwhile, if no other thread does.
    private void WaitFor(PoolCall call, CancellationToken cancellation)
    {
        Func<bool>? isOver = null;
        while (!IsOver(call, cancellation))
        {
            if (isDriven)
                Monitor.Wait(poolLock);
            else
                Drive(isOver ??= () => IsOver(call, cancellation));
        }
    }

    // What a call that is over throws; null for success.
    private Exception? FailureOf(PoolCall call, CancellationToken cancellation) =>
        call.IsFinished ? call.Failure
        : call.IsSettled ? null
        : cancellation.IsCancellationRequested ? new OperationCanceledException(cancellation)
        : state == State.Terminated ? new ObjectDisposedException(typeof(ProcessPool).FullName)
        : broken ?? call.GivenUp;

    // Takes the pool's lock. The caller that drives a busy pool hardly ever releases it, so it is told that others
    // wait.
    private void Enter()
    {
        if (PoolCall.IsReporting)
            throw new InvalidOperationException("A receiver of progress cannot use a pool: the pool waits for it.");

        EnterToLook();
    }

    private void EnterToLook()
    {
        Interlocked.Increment(ref waitingCallers);
        try
        {
            Monitor.Enter(poolLock);
        }
        finally
        {
            Interlocked.Decrement(ref waitingCallers);
        }

        Monitor.PulseAll(poolLock);
    }

    private void Add(PoolCall call)
    {
        calls.Add(call);
        if (calls.Count > 1)
            mailboxes?.Reclaim(); // calls take turns
        if (EventLog.IsOn)
            EventLog.Write($"added {call}");
        if (isDriven)
            poll.Wake();
    }

    private void RemoveCall(PoolCall call)
    {
        Remove(call);
        if (state == State.Closed && calls.Count == 0)
            EndWorkers();
    }

    private void Remove(PoolCall call)
    {
        calls.Remove(call);
        if (calls.Count == 0)
            Monitor.PulseAll(poolLock);
        if (EventLog.IsOn && call.IsFinished)
            EventLog.Write($"finished {call}");
        if (!call.IsFinished)
            LogState($"abandoned {call}");
        call.IsAbandoned = true;
        if (call.IsFinished)
            return;

        mailboxes?.Reclaim();
        if (call.Settings.CancellationEndsTasks)
            EndTasksOf(call);
        if (isDriven)
            poll.Wake();
    }

    private bool IsOver(PoolCall call, CancellationToken cancellation) =>
        call.IsSettled
        || cancellation.IsCancellationRequested
        || call.IsAbandoned
        || call.GivenUp is not null
        || broken is not null
        || state == State.Terminated;

    private void Wake()
    {
        poll.Wake();
        lock (poolLock)
            Monitor.PulseAll(poolLock);
    }

    // Holds the pool's lock, except in waits.
    private void Drive(Func<bool> isOver)
    {
        isDriven = true;
        try
        {
            ReceiveFromLeaving();
            mailboxes?.Collect(onAnswer);
            ConfirmHandOvers();
            DispatchChunks();
            while (!isOver())
            {
                while (Volatile.Read(ref waitingCallers) > 0)
                    Monitor.Wait(poolLock, CallerLimit);
                var quiet = LongestWait();
                var happened = Poll(quiet) || !quiet.HasPassed;
                if (EventLog.IsOn)
                    OnWaited(happened);
                ReceiveAndDispatch();
            }
        }
        finally
        {
            isDriven = false;
            Monitor.PulseAll(poolLock);
        }
    }

    private void ReceiveAndDispatch()
    {
        ReceiveAll();
        mailboxes?.Collect(onAnswer);
        KillOverdue();
        ConfirmHandOvers();
        DispatchChunks();
        ReportProgress();
    }

    private void ReceiveAll()
    {
        for (var i = workers.Count - 1; i >= 0; i--)
        {
            if (workers[i].Connection.IsSignalled)
                Receive(workers[i]);
        }
    }

    // Waits for something to happen; returns whether a worker has answered already.
    private bool Poll(Deadline longest)
    {
        if (EventLog.IsOn)
            mailboxes?.Observe();
        var isAnswered = mailboxes?.TrySleep(UnclaimedToWakeFor(mailboxes), prepared is not null) == false;
        var deadline = isAnswered ? Deadline.Now : Deadline.Earlier(longest, NextLimit());
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
            mailboxes?.MarkAwake();
        }

        return isAnswered;
    }

    // With several calls, any chunk can finish one. Otherwise the parent need only wake when there is more to publish
    // or nothing left to run.
    private int UnclaimedToWakeFor(PoolMailboxes shared)
    {
        var (waiting, ending) = (false, false);
        foreach (var call in calls)
        {
            if (call.Pending > 0)
                waiting = true;
            else
                ending = true;
        }

        return ending && calls.Count > 1 ? WakeCondition.EachDone
            : waiting ? shared.FewUnclaimed
            : 1;
    }
}
