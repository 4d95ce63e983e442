using System.Collections;
using Multiprocessing.Pools;

namespace Multiprocessing;

/// <summary>
/// The results of a function over items that are read from their source as the results are taken. CPython: what
/// <c>Pool.imap</c> returns. Each enumeration runs the function anew.
/// </summary>
/// <remarks>
/// The thread that enumerates drives the pool. While it is elsewhere, or the source blocks, workers run what they were
/// given. An enumeration that is left early disposes of the source's enumerator; what was not handed to a worker is not
/// run. When the source throws, the results of the items before are given first.
/// </remarks>
/// <typeparam name="TResult">The type of the results.</typeparam>
public sealed class ProcessSequence<TResult> : IEnumerable<TResult>
{
    private readonly Func<bool, IEnumerable<ChunkOutcome<TResult>>> run;

    private ProcessSequence(Func<bool, IEnumerable<ChunkOutcome<TResult>>> run) => this.run = run;

    /// <summary>
    /// The outcome of each item, its result or its exception: one that fails does not end the enumeration.
    /// </summary>
    /// <remarks>A worker that dies fails all items of the chunk that it ran.</remarks>
    public IEnumerable<ProcessTaskResult<TResult>> Outcomes() => run(true).SelectMany(chunk => chunk.OfEachItem());

    /// <summary>Begins to read the source and to run the function.</summary>
    /// <remarks>The enumerator throws what the function threw, at the first chunk that failed.</remarks>
    public IEnumerator<TResult> GetEnumerator() =>
        run(false).SelectMany(chunk => chunk.OfEachItem()).Select(outcome => outcome.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static ProcessSequence<TResult> Over<T>(Func<bool, PoolStream<T, TResult>> open, IEnumerable<T> source) =>
        new(isPerItem => Run(open(isPerItem), source));

    private static IEnumerable<ChunkOutcome<TResult>> Run<T>(PoolStream<T, TResult> stream, IEnumerable<T> source)
    {
        stream.Begin(isAsynchronous: false);
        try
        {
            using var items = source.GetEnumerator();
            while (true)
            {
                stream.ReadFrom(items);
                var outcome = stream.Missing > 0 ? stream.TryTake() : stream.Take();
                if (outcome is not null)
                    yield return outcome;
                else if (stream.IsRead)
                    break;
            }

            stream.ThrowIfSourceFailed();
        }
        finally
        {
            stream.End(isAsynchronous: false);
        }
    }
}
