using Multiprocessing.Pickling;
using Multiprocessing.Sharing;
using Multiprocessing.Workers;

namespace Multiprocessing.Pools;

/// <summary>A call whose items are added one chunk at a time, and whose outcomes are taken meanwhile.</summary>
/// <param name="function">The function.</param>
/// <param name="inOrder">Whether outcomes are taken in the order of the chunks, or as they come.</param>
/// <param name="isPerItem">Whether each item has an outcome of its own.</param>
/// <param name="settings">How it runs its tasks.</param>
internal sealed class StreamCall<TArgument, TResult>(
    Delegate function,
    bool inOrder,
    bool isPerItem,
    CallSettings settings
) : PoolCall(function, 0, settings)
{
    private readonly Dictionary<int, Sent> unfinished = [];
    private readonly Dictionary<int, ChunkOutcome<TResult>> early = [];
    private readonly Queue<ChunkOutcome<TResult>> ready = [];
    private int next;
    private bool isComplete;
    private long items;

    public override (Delegate Function, bool IsPerItem) Work => (Function, isPerItem);

    public override bool IsFinished => isComplete && Finished == Chunks && ready.Count == 0;

    public override bool IsSettled => ready.Count > 0 || IsFinished;

    /// <summary>Adds a chunk.</summary>
    /// <param name="pickle">The pickle of its arguments.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="copies">The copies of long arrays that the pickle names.</param>
    public void Add(byte[] pickle, int count, List<SharedBlock>? copies = null)
    {
        Keep(Chunks, copies);
        unfinished.Add(Chunks++, new(pickle, items, count));
        items += count;
    }

    /// <summary>Adds a chunk that cannot be pickled: it has failed.</summary>
    public void AddFailed(Exception failure, int count)
    {
        Add([], count);
        Fail(NextChunk(), failure);
    }

    /// <summary>Notes that there will be no further chunk.</summary>
    public void Complete() => isComplete = true;

    /// <summary>Moves what can be taken to <paramref name="outcomes"/>.</summary>
    public void Take(Queue<ChunkOutcome<TResult>> outcomes)
    {
        while (ready.TryDequeue(out var outcome))
            outcomes.Enqueue(outcome);
    }

    public override void WriteArguments(int chunk, Pickler pickler, PickleWriter into) =>
        into.Raw(unfinished[chunk].Pickle);

    protected override long? Total => isComplete ? items : null;

    protected override long FirstItem(int chunk) => unfinished[chunk].Index;

    protected override int CountItems(int chunk) => unfinished[chunk].Count;

    protected override int ReadResults(int chunk, ReadOnlySpan<byte> results, Unpickler unpickler)
    {
        var (_, index, count) = unfinished[chunk];
        if (!isPerItem)
        {
            Add(chunk, new(index, count, unpickler.Load<TResult[]>(results)));
            return 0;
        }

        var each = ItemAnswers.Read<TResult>(results, index, count, unpickler);
        Add(chunk, new(index, count, Each: each));
        return each.Count(outcome => !outcome.IsSuccess);
    }

    protected override void OnFailed(int chunk, Exception exception)
    {
        var (_, index, count) = unfinished[chunk];
        Add(chunk, new(index, count, Failure: exception));
    }

    private void Add(int chunk, ChunkOutcome<TResult> outcome)
    {
        unfinished.Remove(chunk);
        if (!inOrder)
        {
            ready.Enqueue(outcome);
            return;
        }

        early.Add(chunk, outcome);
        while (early.Remove(next, out var turn))
        {
            ready.Enqueue(turn);
            next++;
        }
    }

    private readonly record struct Sent(byte[] Pickle, long Index, int Count);
}
