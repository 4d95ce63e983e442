using Multiprocessing.Pickling;
using Multiprocessing.Workers;

namespace Multiprocessing.Pools;

/// <summary>One call of a pool: its chunks, which of them have run, and their outcome.</summary>
internal abstract class PoolCall(Delegate function, int chunks)
{
    private static int count;

    private readonly List<int> returned = [];
    private int handedOut,
        finished;
    private int failedChunk = int.MaxValue;
    private Exception? failure;

    /// <summary>Which call of this process it is, for the log.</summary>
    public int Number { get; } = Interlocked.Increment(ref count);

    /// <summary>The function that is run.</summary>
    public Delegate Function { get; } = function;

    /// <summary>Whether there is a chunk that has not been handed out.</summary>
    public bool HasChunk => Pending > 0;

    /// <summary>Whether each chunk has run or failed.</summary>
    public bool IsFinished => finished == chunks;

    /// <summary>
    /// Whether its caller has stopped waiting: chunks that still run finish, and their results are discarded.
    /// </summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Why no worker can run the rest of its chunks; null while one can.</summary>
    public Exception? GivenUp { get; set; }

    /// <summary>How many chunks have not been handed out.</summary>
    public int Pending => IsAbandoned || GivenUp is not null ? 0 : chunks - handedOut + returned.Count;

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
        try
        {
            if (!IsAbandoned)
                ReadResults(chunk, results, unpickler);
            finished++;
        }
        catch (Exception exception)
        {
            Fail(chunk, exception);
        }
    }

    /// <summary>
    /// Ends a chunk with an exception. Of several, the call fails with that of the lowest chunk, whichever comes first.
    /// </summary>
    public void Fail(int chunk, Exception exception)
    {
        finished++;
        if (chunk > failedChunk)
            return;

        (failedChunk, failure) = (chunk, exception);
    }

    /// <summary>Throws the call's failure, if it failed.</summary>
    public void ThrowIfFailed()
    {
        if (failure is not null)
            ExceptionMessage.Throw(failure);
    }

    public override string ToString() =>
        $"call {Number} of {FunctionReference.ModuleOf(Function.Method).Name}.{Function.Method.Name}: "
        + $"{finished} of {chunks} chunks done, {Pending} not handed out";

    protected abstract void ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler);
}

/// <summary>A call whose function returns nothing.</summary>
internal class PoolCall<TArgument>(Delegate function, TArgument[] arguments, int chunkSize)
    : PoolCall(function, (int)((arguments.Length + (long)chunkSize - 1) / chunkSize))
{
    private TArgument[] chunkArguments = [];

    protected int Start(int chunk) => chunk * chunkSize;

    public override void WriteArguments(int chunk, Pickler pickler, PickleWriter into)
    {
        var part = arguments.AsSpan(Start(chunk), Math.Min(chunkSize, arguments.Length - Start(chunk)));
        if (chunkArguments.Length != part.Length)
            chunkArguments = new TArgument[part.Length];
        part.CopyTo(chunkArguments);
        pickler.Dump(chunkArguments, into);
    }

    protected override void ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler) { }
}

/// <summary>A call with results, in the order of its arguments.</summary>
internal sealed class PoolCall<TArgument, TResult>(Delegate function, TArgument[] arguments, int chunkSize)
    : PoolCall<TArgument>(function, arguments, chunkSize)
{
    /// <summary>The results so far.</summary>
    public TResult[] Results { get; } = new TResult[arguments.Length];

    protected override void ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler) =>
        unpickler.Load<TResult[]>(results).CopyTo(Results, Start(chunk));
}
