using Multiprocessing.Pickling;
using Multiprocessing.Workers;

namespace Multiprocessing.Pools;

/// <summary>One call of a pool: its chunks, who has run them, and what came of it.</summary>
internal abstract class PoolCall(Delegate function, int chunks)
{
    private readonly List<int> returned = [];
    private int taken,
        finished;
    private int failedChunk = int.MaxValue;
    private Exception? failure;

    /// <summary>The function that is run.</summary>
    public Delegate Function { get; } = function;

    /// <summary>Whether there is a chunk that nobody has taken.</summary>
    public bool HasChunk => Waiting > 0;

    /// <summary>Whether each chunk has been run, or has failed.</summary>
    public bool IsFinished => finished == chunks;

    /// <summary>Whether nobody waits any more; what still runs is let run, and what it gives is dropped.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>How many chunks nobody has taken.</summary>
    public int Waiting => IsAbandoned ? 0 : chunks - taken + returned.Count;

    /// <summary>Takes the next chunk.</summary>
    public int NextChunk()
    {
        if (returned.Count == 0)
            return taken++;

        var chunk = returned[^1];
        returned.RemoveAt(returned.Count - 1);
        return chunk;
    }

    /// <summary>
    /// Gives back a chunk that was taken and not run; of several, the one that was taken last comes first.
    /// </summary>
    public void PutBack(int chunk) => returned.Add(chunk);

    /// <summary>Writes a chunk's arguments.</summary>
    /// <exception cref="PicklingException">An argument cannot cross.</exception>
    public abstract void WriteArguments(int chunk, Pickler pickler, PickleWriter into);

    /// <summary>Takes a chunk's results from its pickle.</summary>
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
    /// Ends a chunk with an exception. Of several, that of the lowest chunk is the call's, whatever comes first.
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

    protected abstract void ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler);
}

/// <summary>A call whose function has no result.</summary>
internal class PoolCall<TArgument>(Delegate function, TArgument[] arguments, int chunkSize)
    : PoolCall(function, (arguments.Length + chunkSize - 1) / chunkSize)
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
