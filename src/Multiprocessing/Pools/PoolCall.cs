using Multiprocessing.Pickling;

namespace Multiprocessing.Pools;

/// <summary>One call of a pool: its chunks, which of them have run, and their outcome.</summary>
internal abstract partial class PoolCall(Delegate function, int chunks, CallSettings settings)
{
    private static int count;

    private readonly List<int> returned = [];
    private int handedOut;
    private Dictionary<int, int>? losses;

    /// <summary>Which call of this process it is, for the log.</summary>
    public int Number { get; } = Interlocked.Increment(ref count);

    /// <summary>The function that is run.</summary>
    public Delegate Function { get; } = function;

    /// <summary>How it runs its tasks.</summary>
    public CallSettings Settings { get; } = settings;

    /// <summary>What the pool's observer knows of it; null for none.</summary>
    public ProcessPoolCall? Observed { get; set; }

    /// <summary>The trace context in which its tasks run; null for none.</summary>
    public string? TraceContext { get; set; }

    /// <summary>Whether its chunks are sent over connections, however small they are.</summary>
    public bool NeedsConnection => Settings.CanEndTasks || TraceContext is not null;

    /// <summary>
    /// What workers are told to run: the function, and whether each item of a chunk has an outcome of its own;
    /// otherwise the first failure ends the chunk.
    /// </summary>
    public virtual (Delegate Function, bool IsPerItem) Work => (Function, false);

    /// <summary>Whether there is a chunk that has not been handed out.</summary>
    public bool HasChunk => Pending > 0;

    /// <summary>Whether each chunk has run or failed, and there will be no other.</summary>
    public virtual bool IsFinished => Finished == Chunks;

    /// <summary>Whether there is something for a caller that waits.</summary>
    public virtual bool IsSettled => IsFinished;

    /// <summary>
    /// Whether its caller has stopped waiting: chunks that still run finish, and their results are discarded.
    /// </summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether a thread is in the pool to wait for it.</summary>
    public bool IsWaitedFor { get; set; } = true;

    /// <summary>The id of the thread that enumerates its results; null where no thread does.</summary>
    public int? Reader { get; set; }

    /// <summary>Why no worker can run the rest of its chunks; null while one can.</summary>
    public Exception? GivenUp { get; set; }

    /// <summary>The failure of the lowest chunk that failed, whichever came first; null for none.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>How many chunks have not been handed out.</summary>
    public int Pending => IsAbandoned || GivenUp is not null ? 0 : Chunks - handedOut + returned.Count;

    /// <summary>How many chunks it has.</summary>
    protected int Chunks { get; set; } = chunks;

    /// <summary>How many chunks have run or failed.</summary>
    protected int Finished { get; private set; }

    /// <summary>The next chunk to hand out.</summary>
    public int NextChunk()
    {
        if (returned.Count == 0)
            return handedOut++;

        var chunk = returned[^1];
        returned.RemoveAt(returned.Count - 1);
        return chunk;
    }

    /// <summary>
    /// Takes back a chunk that was handed out and has not run; of several, the last one to come back is the next.
    /// </summary>
    public void PutBack(int chunk) => returned.Add(chunk);

    /// <summary>Writes a chunk's arguments.</summary>
    /// <exception cref="PicklingException">An argument cannot be pickled.</exception>
    public abstract void WriteArguments(int chunk, Pickler pickler, PickleWriter into);

    /// <summary>Ends a chunk with its pickled results.</summary>
    public void Complete(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler)
    {
        var items = CountItems(chunk);
        try
        {
            var failed = IsAbandoned ? 0 : ReadResults(chunk, results, unpickler);
            Finished++;
            ReleaseAfter(chunk);
            Count(items, failed);
        }
        catch (Exception exception)
        {
            Fail(chunk, exception);
        }
    }

    /// <summary>Ends a chunk with an exception.</summary>
    public void Fail(int chunk, Exception exception)
    {
        Finished++;
        ReleaseAfter(chunk);
        var items = CountItems(chunk);
        Count(items, failures: items);
        OnFailed(chunk, exception);
    }

    /// <summary>Ends a chunk whose worker died, or has it run again.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="lost">How the worker died.</param>
    public void Lose(int chunk, WorkerLostException lost)
    {
        var count = losses?.GetValueOrDefault(chunk) ?? 0;
        if (count >= Settings.RetryLost || IsAbandoned)
        {
            Fail(chunk, lost);
            return;
        }

        (losses ??= [])[chunk] = count + 1;
        PutBack(chunk);
    }

    /// <summary>The function, with the type that declares it.</summary>
    public string NameOfFunction => $"{FunctionReference.ModuleOf(Function.Method).Name}.{Function.Method.Name}";

    public override string ToString() =>
        $"call {Number} of {NameOfFunction}: " + $"{Finished} of {Chunks} chunks done, {Pending} not handed out";

    /// <summary>What a chunk's time limit is called in a message: its function and its items.</summary>
    public string Describe(int chunk)
    {
        var (first, count) = (FirstItem(chunk), CountItems(chunk));
        return $"{NameOfFunction} for " + (count == 1 ? $"item {first}" : $"items {first} to {first + count - 1}");
    }

    /// <summary>The index of a chunk's first item.</summary>
    protected abstract long FirstItem(int chunk);

    /// <summary>How many items a chunk has.</summary>
    protected abstract int CountItems(int chunk);

    /// <summary>Takes the results of a chunk; returns how many of its items have failed.</summary>
    protected abstract int ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler);

    protected abstract void OnFailed(int chunk, Exception exception);
}
