using Multiprocessing.Pickling;

namespace Multiprocessing.Pools;

/// <summary>A call that ends when all of its items have been run; its function returns nothing.</summary>
internal class MapCall<TArgument>(Delegate function, TArgument[] arguments, int chunkSize, CallSettings settings)
    : PoolCall(function, (int)((arguments.Length + (long)chunkSize - 1) / chunkSize), settings)
{
    private TArgument[] chunkArguments = [];
    private int failedChunk = int.MaxValue;
    private PickledChunks? pickled;

    /// <summary>
    /// Pickles all arguments now: what becomes of them later does not change what the function is given.
    /// </summary>
    public void PickleArguments() => pickled = new(Chunks, Pickle);

    public override void WriteArguments(int chunk, Pickler pickler, PickleWriter into)
    {
        if (pickled is null)
            Pickle(chunk, pickler, into);
        else
            pickled.Write(chunk, into);
    }

    protected int Start(int chunk) => chunk * chunkSize;

    protected override long? Total => arguments.Length;

    protected override long FirstItem(int chunk) => Start(chunk);

    protected override int CountItems(int chunk) => Math.Min(chunkSize, arguments.Length - Start(chunk));

    protected override int ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler) => 0;

    protected override void OnFailed(int chunk, Exception exception)
    {
        if (chunk < failedChunk)
            (failedChunk, Failure) = (chunk, exception);
    }

    private void Pickle(int chunk, Pickler pickler, PickleWriter into)
    {
        var part = arguments.AsSpan(Start(chunk), CountItems(chunk));
        if (chunkArguments.Length != part.Length)
            chunkArguments = new TArgument[part.Length];
        part.CopyTo(chunkArguments);
        BeginSharing(pickler);
        try
        {
            pickler.Dump(chunkArguments, into);
        }
        finally
        {
            Keep(chunk, EndSharing(pickler));
        }
    }
}

/// <summary>Such a call with results, in the order of its arguments.</summary>
internal sealed class MapCall<TArgument, TResult>(
    Delegate function,
    TArgument[] arguments,
    int chunkSize,
    CallSettings settings
) : MapCall<TArgument>(function, arguments, chunkSize, settings)
{
    /// <summary>The results so far.</summary>
    public TResult[] Results { get; } = new TResult[arguments.Length];

    protected override int ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler)
    {
        unpickler.Load<TResult[]>(results).CopyTo(Results, Start(chunk));
        return 0;
    }
}
