using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing.Pools;

/// <summary>The parent's side of one worker: what it knows, and what it is doing.</summary>
internal sealed class PoolWorker : IDisposable
{
    private readonly ProcessHandle process;
    private readonly SpawnedProcess? spawned;
    private readonly Dictionary<Delegate, int> functions = [];
    private PickleWriter outgoing = new();

    private PoolWorker(
        string name,
        int workerIndex,
        ProcessHandle process,
        Connection connection,
        SpawnedProcess? spawned
    ) => (Name, Index, this.process, Connection, this.spawned) = (name, workerIndex, process, connection, spawned);

    public string Name { get; }

    /// <summary>Which of the pool's workers it is: no two that stand at a time have the same number.</summary>
    public int Index { get; }

    public int Id => process.Id;

    public Connection Connection { get; }

    /// <summary>Whether it has run its module and takes work.</summary>
    public bool IsReady { get; set; }

    /// <summary>The call whose chunk it runs; null when it is idle.</summary>
    public PoolCall? Call { get; private set; }

    /// <summary>The chunk that it runs.</summary>
    public int Chunk { get; private set; }

    /// <summary>How many chunks it has been given.</summary>
    public int Tasks { get; private set; }

    public static PoolWorker Start(ProcessPoolOptions options, int workerIndex, PoolMailboxes? mailboxes)
    {
        var name = CurrentProcess.NameChild("worker");
        var tasks = options.MaxTasksPerWorker ?? 0;
        if (options.StartMethod == StartMethod.Spawn)
        {
            var spawned = SpawnedProcess.Start(
                new() { ForkReady = options.ForkReady },
                name,
                CurrentProcess.Module,
                tasks,
                mailboxes?.Worker(workerIndex)
            );
            return new(name, workerIndex, spawned.Process, spawned.Connection, spawned);
        }

        var (connection, process) = ForkedProcess.Start(
            name,
            worker => worker.Run(module: null, tasks, mailboxes?.Worker(workerIndex))
        );
        return new(name, workerIndex, process, connection, null);
    }

    /// <summary>Gives it a chunk to run over its connection.</summary>
    /// <param name="call">The call.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="message">The chunk as a message, where only the function's number is missing; it is kept until it
    /// is sent, and another writer is there instead.</param>
    /// <exception cref="EndOfStreamException">The worker has ended, and was not given it.</exception>
    public void Dispatch(PoolCall call, int chunk, ref PickleWriter message)
    {
        if (!functions.TryGetValue(call.Function, out var function))
            function = Define(call.Function);
        message.SetNumber(function);
        Connection.TrySend(message.WrittenMemory);
        (outgoing, message) = (message, outgoing);
        Tasks++;
        MarkBusy(call, chunk);
    }

    /// <summary>It runs a chunk whose answer comes over its connection.</summary>
    public void MarkBusy(PoolCall call, int chunk) => (Call, Chunk) = (call, chunk);

    /// <summary>Ends its sleep.</summary>
    /// <exception cref="EndOfStreamException">The worker has ended.</exception>
    public void Ring() => Connection.Send(WorkerProtocol.Bell);

    /// <summary>It has answered.</summary>
    public void MarkIdle() => Call = null;

    /// <summary>Waits for its end; the exit code, or null when the deadline passed.</summary>
    public int? Wait(Deadline deadline) => process.Wait(deadline);

    /// <summary>
    /// Waits for its end, and drops what it still says: one that sends a large result to nobody would never end.
    /// </summary>
    public void WaitUntilEnded()
    {
        while (Connection.WaitToReceive(Deadline.Never) && Connection.TryReceive(out _) != Received.End) { }
        process.Wait(Deadline.Never);
    }

    /// <summary>Waits until it has run its module, or has ended, or the deadline passed.</summary>
    public void WaitUntilReady(Deadline deadline)
    {
        if (Connection.WaitToReceive(deadline))
            IsReady = true;
    }

    public void Terminate() => process.Terminate();

    public void Kill() => process.Kill();

    public void Dispose()
    {
        Connection.Dispose();
        spawned?.Lifeline.Dispose();
        process.Dispose();
    }

    private int Define(Delegate function)
    {
        outgoing.WriteFunction(function);
        Connection.Send(outgoing.WrittenMemory);
        functions.Add(function, functions.Count);
        return functions.Count - 1;
    }
}
