using Multiprocessing.Platform;
using Multiprocessing.Pools;

namespace Multiprocessing;

// What a stream asks of the pool. Its consumer decides when the source is read, and is often elsewhere; then another
// caller drives the pool, or nobody does, and workers run what they have.
public sealed partial class ProcessPool
{
    /// <summary>Adds the call of a stream.</summary>
    internal void BeginStream(PoolCall call, bool isAsynchronous)
    {
        ThrowIfInherited();
        Begin(call);
        try
        {
            Add(call, isAsynchronous);
        }
        catch (Exception exception)
        {
            End(call, exception);
            throw;
        }
    }

    /// <summary>Removes the call of a stream: what has not been handed to a worker is not run.</summary>
    internal void EndStream(PoolCall call, bool isAsynchronous)
    {
        Enter();
        try
        {
            RemoveCall(call);
            if (isAsynchronous)
            {
                openStreams--;
                if (isDriven)
                    poll.Wake();
            }
        }
        finally
        {
            Monitor.Exit(poolLock);
        }

        End(call, null);
        call.Report(); // what the receiver throws now has nothing to end
    }

    /// <summary>Changes the call of a stream, which other threads may read.</summary>
    internal void ChangeStream<TCall>(TCall call, Action<TCall> change)
        where TCall : PoolCall
    {
        lock (poolLock)
            change(call);
    }

    /// <summary>Hands out chunks, receives what has arrived, and takes what there is; does not wait.</summary>
    internal void VisitForStream<T, TResult>(
        StreamCall<T, TResult> call,
        Queue<ChunkOutcome<TResult>> outcomes,
        CancellationToken cancellation
    )
    {
        Enter();
        try
        {
            cancellation.ThrowIfCancellationRequested();
            ThrowIfOver(call, cancellation);
            if (isDriven)
                poll.Wake();
            else
                Look();
            call.Take(outcomes);
        }
        finally
        {
            Monitor.Exit(poolLock);
        }
    }

    /// <summary>Waits for outcomes of a stream and takes them; none when there will be none.</summary>
    internal void WaitForStream<T, TResult>(
        StreamCall<T, TResult> call,
        Queue<ChunkOutcome<TResult>> outcomes,
        CancellationToken cancellation
    )
    {
        using var registration = cancellation.Register(Wake);
        Enter();
        call.IsWaitedFor = true;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            if (isDriven)
                poll.Wake();
            WaitFor(call, cancellation);
            ThrowIfOver(call, cancellation);
            call.Take(outcomes);
        }
        finally
        {
            call.IsWaitedFor = false;
            Monitor.PulseAll(poolLock);
            Monitor.Exit(poolLock);
        }
    }

    /// <summary>A task that ends when a stream has outcomes, or will have no other.</summary>
    internal Task WaitForStreamAsync(PoolCall call, CancellationToken cancellation)
    {
        var pending = new PendingCall<bool>(call, static () => true, cancellation) { EndsCall = false };
        pending.Watch(Wake);
        Enter();
        try
        {
            pendingCalls.Add(pending);
            StartDriver();
            if (isDriven)
                poll.Wake();
        }
        finally
        {
            Monitor.Exit(poolLock);
        }

        return pending.Task;
    }

    private void Add(PoolCall call, bool isAsynchronous)
    {
        Enter();
        try
        {
            ThrowIfNotRunning();
            call.IsWaitedFor = false;
            Add(call);
            if (!isAsynchronous)
            {
                call.Reader = Environment.CurrentManagedThreadId;
            }
            else
            {
                openStreams++;
                StartDriver();
            }
        }
        finally
        {
            Monitor.Exit(poolLock);
        }
    }

    private void ThrowIfOver(PoolCall call, CancellationToken cancellation)
    {
        if (IsOver(call, cancellation) && FailureOf(call, cancellation) is { } failure)
            Workers.ExceptionMessage.Throw(failure);
    }

    private void Look()
    {
        isDriven = true;
        try
        {
            mailboxes?.Collect(onAnswer);
            ConfirmHandOvers();
            DispatchChunks();
            Poll(Deadline.Now);
            ReceiveAndDispatch();
        }
        finally
        {
            isDriven = false;
            Monitor.PulseAll(poolLock);
        }
    }
}
