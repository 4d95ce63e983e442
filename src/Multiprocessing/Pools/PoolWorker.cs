using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Processes;

namespace Multiprocessing.Pools;

/// <summary>The parent's side of one worker: what it knows, and what it is doing.</summary>
internal sealed class PoolWorker : IDisposable
{
    private readonly ProcessHandle process;
    private readonly SpawnedProcess? spawned;
    private readonly Dictionary<Delegate, int> functions = [];
    private readonly PickleWriter outgoing = new();

    private PoolWorker(string name, ProcessHandle process, Connection connection, SpawnedProcess? spawned) =>
        (Name, this.process, Connection, this.spawned) = (name, process, connection, spawned);

    public string Name { get; }

    public int Id => process.Id;

    public Connection Connection { get; }

    /// <summary>Whether it has run its module and takes work.</summary>
    public bool IsReady { get; set; }

    /// <summary>The call whose chunk it runs; null when it is idle.</summary>
    public Job? Job { get; private set; }

    /// <summary>The chunk that it runs.</summary>
    public int Chunk { get; private set; }

    /// <summary>How many chunks it has been given.</summary>
    public int Tasks { get; private set; }

    public static PoolWorker Start(ProcessPoolOptions options)
    {
        var name = CurrentProcess.NameChild("worker");
        var tasks = options.MaxTasksPerWorker ?? 0;
        if (options.StartMethod == StartMethod.Spawn)
        {
            var spawned = SpawnedProcess.Start(new() { Environment = options.Environment, ForkReady = options.ForkReady }, name, CurrentProcess.Module, tasks);
            return new(name, spawned.Process, spawned.Connection, spawned);
        }

        var (connection, process) = ForkedProcess.Start(name, worker => worker.Run(module: null, tasks));
        return new(name, process, connection, null);
    }

    /// <summary>Gives it a chunk to run. A failure to pickle is the chunk's, and leaves the worker as it was.</summary>
    /// <exception cref="EndOfStreamException">The worker has ended.</exception>
    public void Give(Job job, Pickler pickler)
    {
        var chunk = job.Take();
        if (!functions.TryGetValue(job.Function, out var function)) function = Define(job.Function, pickler);
        try
        {
            job.WriteArguments(chunk, pickler, outgoing.BeginChunk(function));
        }
        catch (PicklingException exception)
        {
            job.Fail(chunk, exception);
            return;
        }

        (Job, Chunk) = (job, chunk);
        Tasks++;
        Connection.TrySend(outgoing.WrittenMemory);
    }

    /// <summary>It has answered.</summary>
    public void BecomeIdle() => Job = null;

    /// <summary>Waits for its end; the exit code, or null when the deadline passed.</summary>
    public int? Wait(Deadline deadline) => process.Wait(deadline);

    /// <summary>Waits until it has run its module, or has ended, or the deadline passed.</summary>
    public void WaitUntilReady(Deadline deadline)
    {
        if (Connection.WaitToReceive(deadline)) IsReady = true;
    }

    public void Terminate() => process.Terminate();

    public void Kill() => process.Kill();

    public void Dispose()
    {
        Connection.Dispose();
        spawned?.Lifeline.Dispose();
        process.Dispose();
    }

    private int Define(Delegate function, Pickler pickler)
    {
        outgoing.WriteFunction(function);
        Connection.Send(outgoing.WrittenMemory);
        functions.Add(function, functions.Count);
        return functions.Count - 1;
    }
}
