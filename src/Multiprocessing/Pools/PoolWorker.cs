using System.Text;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Workers;

namespace Multiprocessing.Pools;

/// <summary>The parent's side of one worker: how to reach it, and what it is doing.</summary>
internal sealed class PoolWorker : IDisposable
{
    private readonly WorkerProcess worker;
    private readonly Dictionary<(Delegate Function, bool IsPerItem), int> functions = [];
    private PickleWriter outgoing = new();
    private int confirmed;

    private PoolWorker(string name, int workerIndex, WorkerProcess worker) =>
        (Name, Index, this.worker) = (name, workerIndex, worker);

    public string Name { get; }

    /// <summary>Which of the pool's workers it is: no two that exist at a time have the same index.</summary>
    public int Index { get; }

    public int Id => worker.Process.Id;

    public Connection Connection => worker.Connection;

    /// <summary>How far it has come.</summary>
    public ChildStage Stage { get; set; }

    /// <summary>Whether it has run its module and accepts work.</summary>
    public bool IsReady => Stage == ChildStage.Working;

    /// <summary>Whether it has said that it ends.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>The call whose chunk it was given over its connection; null when it has none.</summary>
    public PoolCall? Call { get; private set; }

    /// <summary>The chunk that it was given over its connection.</summary>
    public int Chunk { get; private set; }

    /// <summary>When the time of its chunk is up.</summary>
    public Deadline Limit { get; private set; }

    /// <summary>Why it was killed by this process because of its chunk; null where it was not.</summary>
    public Exception? KilledFor { get; private set; }

    /// <summary>How many chunks it has been given over its connection.</summary>
    public int ChunksGiven { get; private set; }

    /// <summary>When it was given its chunk, in the milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long BusySince { get; private set; }

    /// <summary>Starts one.</summary>
    /// <param name="options">How to start its process.</param>
    /// <param name="maxTasks">After how many chunks it ends by itself; 0 for no limit.</param>
    /// <param name="workerIndex">Its index in the pool.</param>
    /// <param name="mailboxes">The pool's shared mailboxes; null for none.</param>
    /// <param name="initializer">The message that has it run the pool's initializer; null for none.</param>
    public static PoolWorker Start(
        ChildProcessOptions options,
        int maxTasks,
        int workerIndex,
        PoolMailboxes? mailboxes,
        byte[]? initializer
    )
    {
        var name = CurrentProcess.NameChild("worker");
        var worker = WorkerProcess.Start(
            options,
            name,
            maxTasks,
            mailboxes is null ? null : () => mailboxes.ForWorker(workerIndex)
        );
        if (initializer is not null)
            Send(initializer, worker.Connection);
        return new(name, workerIndex, worker);
    }

    // What the system does not take at once is sent while the pool is driven.
    private static void Send(byte[] initializer, Connection connection)
    {
        try
        {
            connection.TrySend(initializer);
        }
        catch (EndOfStreamException)
        {
            // It has ended, as its connection will show.
        }
    }

    /// <summary>Gives it a chunk over its connection.</summary>
    /// <param name="call">The call.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="message">The chunk as a message that lacks only the function's number. It is kept until it is sent,
    /// and replaced by another writer.</param>
    /// <exception cref="EndOfStreamException">The worker has ended, and did not get the chunk.</exception>
    public void Dispatch(PoolCall call, int chunk, ref PickleWriter message)
    {
        if (!functions.TryGetValue(call.Work, out var function))
            function = Define(call.Work);
        if (call.TraceContext is { } context)
        {
            outgoing.Begin(MessageKind.TraceContext).Raw(Encoding.ASCII.GetBytes(context));
            Connection.Send(outgoing.WrittenMemory);
        }

        message.SetNumber(function);
        Connection.TrySend(message.WrittenMemory);
        (outgoing, message) = (message, outgoing);
        ChunksGiven++;
        MarkBusy(call, chunk);
        if (EventLog.IsOn)
            EventLog.Write($"gave chunk {chunk} of call {call.Number} to {Name}");
    }

    /// <summary>Notes that it runs a chunk whose answer comes over its connection.</summary>
    public void MarkBusy(PoolCall call, int chunk)
    {
        (Call, Chunk, BusySince) = (call, chunk, Environment.TickCount64);
        if (call.Settings.TaskTimeout is { } timeout)
            Limit = Deadline.After(timeout);
    }

    /// <summary>Ends its sleep.</summary>
    /// <exception cref="EndOfStreamException">The worker has ended.</exception>
    public void Wake()
    {
        if (EventLog.IsOn)
            EventLog.Write($"wakes {Name}");
        Connection.Send(WorkerProtocol.Bell);
    }

    /// <summary>How many of its answers held proxies.</summary>
    public int HandOvers { get; set; }

    /// <summary>
    /// Tells it that their objects are registered for this process; false where that must be tried again.
    /// </summary>
    public bool TryConfirmArrival()
    {
        if (HandOvers == confirmed)
            return true;
        if (Connection.IsSending)
            return false;

        confirmed = HandOvers;
        try
        {
            Connection.TrySend(new PickleWriter().Begin(MessageKind.Arrived, confirmed).WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended, as its connection will show.
        }

        return true;
    }

    /// <summary>Notes that it has answered.</summary>
    public void MarkIdle()
    {
        (Call, Limit) = (null, Deadline.Never);
        if (!Connection.IsSending)
            outgoing.Clear(WorkerProtocol.KeptBuffer);
    }

    /// <summary>Waits for its end. Returns the exit code; null when the deadline passed.</summary>
    public int? Wait(Deadline deadline) => worker.Process.Wait(deadline);

    /// <summary>
    /// Waits for its end, and discards what it still sends: a worker whose large result is not received never ends.
    /// Returns whether it has ended.
    /// </summary>
    public bool WaitUntilEnded(Deadline deadline)
    {
        while (Connection.WaitToReceive(deadline))
        {
            if (Connection.TryReceive(out _) == Received.End)
                return worker.Process.Wait(deadline) is not null;
        }

        return false;
    }

    /// <summary>Waits until it has run its module or ended, or until the deadline passed.</summary>
    public void WaitUntilReady(Deadline deadline)
    {
        while (!IsReady && Connection.Receive(deadline, out var message) is var received and not Received.Nothing)
        {
            if (received == Received.End || WorkerProtocol.Kind(message.Span) != MessageKind.Entering)
                Stage = ChildStage.Working;
        }
    }

    public override string ToString() => $"{Name} (process {Id}, worker {Index})" + (IsReady ? "" : ", starting");

    public void Terminate() => worker.Process.Terminate();

    public void Kill() => worker.Process.Kill();

    /// <summary>Kills it because of its chunk, which fails unless the answer is already on its way.</summary>
    public void KillFor(Exception reason)
    {
        KilledFor = reason;
        Kill();
    }

    public void Dispose()
    {
        Connection.Dispose();
        worker.Spawned?.Lifeline?.Dispose();
        worker.Spawned?.DisposeOutput();
        worker.Process.Dispose();
    }

    private int Define((Delegate Function, bool IsPerItem) work)
    {
        outgoing.WriteFunction(work.Function, work.IsPerItem);
        Connection.Send(outgoing.WrittenMemory);
        functions.Add(work, functions.Count);
        return functions.Count - 1;
    }
}
