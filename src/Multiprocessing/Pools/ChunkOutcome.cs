namespace Multiprocessing.Pools;

/// <summary>What became of one chunk of a stream.</summary>
/// <param name="Index">The index of its first item.</param>
/// <param name="Count">How many items it has.</param>
/// <param name="Results">Their results; null where it failed.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Each">In a call with an outcome for each item, the outcomes.</param>
internal sealed record ChunkOutcome<TResult>(
    long Index,
    int Count,
    TResult[]? Results = null,
    Exception? Failure = null,
    ProcessTaskResult<TResult>[]? Each = null
)
{
    /// <summary>The outcome of each item; that of the whole chunk, where it has only one.</summary>
    public IEnumerable<ProcessTaskResult<TResult>> OfEachItem()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return Each is not null ? Each[i]
            : Results is not null ? new(Index + i, Results[i])
            : new ProcessTaskResult<TResult>(Index + i, Failure!);
        }
    }
}
