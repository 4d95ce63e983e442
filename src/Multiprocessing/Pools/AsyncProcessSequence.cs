using System.Runtime.CompilerServices;
using Multiprocessing.Pools;

namespace Multiprocessing;

/// <summary>
/// The results of a function over items that are read from their source as the results are taken, without a thread that
/// waits. CPython: what <c>Pool.imap</c> returns. Each enumeration runs the function anew.
/// </summary>
/// <remarks>
/// The source is read only while a result is awaited. An enumeration that is left early disposes of the source's
/// enumerator; what was not handed to a worker is not run. When the source throws, the results of the items before are
/// given first.
/// </remarks>
/// <typeparam name="TResult">The type of the results.</typeparam>
public sealed class AsyncProcessSequence<TResult> : IAsyncEnumerable<TResult>
{
    private readonly Func<bool, CancellationToken, IAsyncEnumerable<ChunkOutcome<TResult>>> run;

    private AsyncProcessSequence(Func<bool, CancellationToken, IAsyncEnumerable<ChunkOutcome<TResult>>> run) =>
        this.run = run;

    /// <summary>
    /// The outcome of each item, its result or its exception: one that fails does not end the enumeration.
    /// </summary>
    /// <remarks>A worker that dies fails all items of the chunk that it ran.</remarks>
    /// <param name="cancellation">Ends the enumeration.</param>
    public IAsyncEnumerable<ProcessTaskResult<TResult>> Outcomes(CancellationToken cancellation = default) =>
        EachItem(true, cancellation);

    /// <summary>Begins to read the source and to run the function.</summary>
    /// <remarks>The enumerator throws what the function threw, at the first chunk that failed.</remarks>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerator<TResult> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Results(cancellationToken).GetAsyncEnumerator(CancellationToken.None);

    internal static AsyncProcessSequence<TResult> Over<T>(
        Func<bool, CancellationToken, PoolStream<T, TResult>> open,
        IEnumerable<T> source
    ) => new((isPerItem, cancellation) => Run(open(isPerItem, cancellation), source));

    internal static AsyncProcessSequence<TResult> Over<T>(
        Func<bool, CancellationToken, PoolStream<T, TResult>> open,
        IAsyncEnumerable<T> source
    ) => new((isPerItem, cancellation) => Run(open(isPerItem, cancellation), source));

    private async IAsyncEnumerable<TResult> Results([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var outcome in EachItem(false, cancellation).ConfigureAwait(false))
            yield return outcome.Value;
    }

    private async IAsyncEnumerable<ProcessTaskResult<TResult>> EachItem(
        bool isPerItem,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var chunk in run(isPerItem, cancellation).ConfigureAwait(false))
        {
            foreach (var outcome in chunk.OfEachItem())
                yield return outcome;
        }
    }

    private static async IAsyncEnumerable<ChunkOutcome<TResult>> Run<T>(
        PoolStream<T, TResult> stream,
        IEnumerable<T> source
    )
    {
        stream.Begin(isAsynchronous: true);
        try
        {
            using var items = source.GetEnumerator();
            while (true)
            {
                stream.ReadFrom(items);
                if (stream.TryTake() is { } outcome)
                    yield return outcome;
                else if (stream.IsDone)
                    break;
                else if (stream.Missing == 0)
                    await stream.WaitAsync().ConfigureAwait(false);
            }

            stream.ThrowIfSourceFailed();
        }
        finally
        {
            stream.End(isAsynchronous: true);
        }
    }

    private static async IAsyncEnumerable<ChunkOutcome<TResult>> Run<T>(
        PoolStream<T, TResult> stream,
        IAsyncEnumerable<T> source
    )
    {
        stream.Begin(isAsynchronous: true);
        AsyncSource<T>? reader = null;
        try
        {
            reader = new(source, stream.Cancellation);
            Task? arrival = null;
            while (true)
            {
                while (stream.Missing > 0 && reader.TryRead(out var item, out var failure))
                {
                    if (reader.IsEnded)
                        stream.EndSource(failure);
                    else
                        stream.Read(item!);
                }

                if (stream.Missing > 0)
                    stream.Send(); // the next item may take long to come
                if (stream.TryTake() is { } outcome)
                {
                    yield return outcome;
                    continue;
                }

                if (stream.IsDone)
                    break;
                if (arrival is null or { IsCompleted: true })
                    arrival = stream.WaitAsync();
                await (stream.Missing > 0 ? Task.WhenAny(reader.Reading, arrival) : arrival).ConfigureAwait(false);
                if (arrival.IsFaulted || arrival.IsCanceled)
                    await arrival.ConfigureAwait(false);
            }

            stream.ThrowIfSourceFailed();
        }
        finally
        {
            stream.End(isAsynchronous: true);
            if (reader is not null)
                await reader.DisposeAsync().ConfigureAwait(false);
        }
    }
}
