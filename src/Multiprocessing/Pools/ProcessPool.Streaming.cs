using System.Threading.Channels;
using Multiprocessing.Pickling;
using Multiprocessing.Pools;
using Multiprocessing.Workers;

namespace Multiprocessing;

// The forms that read their items as their results are taken.
public sealed partial class ProcessPool
{
    /// <summary>
    /// Runs a function over items as they are read from a source, and gives the results in their order. CPython:
    /// <c>Pool.imap</c>.
    /// </summary>
    /// <remarks>An item is pickled when it has been read.</remarks>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="source">The arguments, one for each run of the function; it can be endless.</param>
    /// <param name="chunkSize">How many items a worker is given at a time.</param>
    /// <param name="readAhead">How many items can be read from the source before the results of the first of them are
    /// taken; defaults to 64 chunks, or four for each worker. It bounds the memory that a stream needs.</param>
    /// <exception cref="NotSupportedException">This process can fork, and a stream that nobody waits for needs a
    /// thread. <see cref="MapLazily{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?, CancellationToken)"/>
    /// works.</exception>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous: it would return before it is
    /// done.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunkSize"/> or <paramref name="readAhead"/> is
    /// less than 1.</exception>
    public AsyncProcessSequence<TResult> MapStream<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        int chunkSize = 1,
        int? readAhead = null
    ) =>
        AsyncProcessSequence<TResult>.Over(
            Open(function, source, inOrder: true, Settings(chunkSize, readAhead)),
            source
        );

    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    public AsyncProcessSequence<TResult> MapStream<T, TResult>(
        Func<T, TResult> function,
        IAsyncEnumerable<T> source,
        int chunkSize = 1,
        int? readAhead = null
    ) =>
        AsyncProcessSequence<TResult>.Over(
            Open(function, source, inOrder: true, Settings(chunkSize, readAhead)),
            source
        );

    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    public AsyncProcessSequence<TResult> MapStream<T, TResult>(
        Func<T, TResult> function,
        ChannelReader<T> source,
        int chunkSize = 1,
        int? readAhead = null
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        return MapStream(function, source.ReadAllAsync(), chunkSize, readAhead);
    }

    /// <summary>
    /// Runs a function over items as they are read from a source, and gives the results as they come. CPython:
    /// <c>Pool.imap_unordered</c>.
    /// </summary>
    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    public AsyncProcessSequence<TResult> MapUnordered<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        int chunkSize = 1,
        int? readAhead = null
    ) =>
        AsyncProcessSequence<TResult>.Over(
            Open(function, source, inOrder: false, Settings(chunkSize, readAhead)),
            source
        );

    /// <inheritdoc cref="MapUnordered{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    public AsyncProcessSequence<TResult> MapUnordered<T, TResult>(
        Func<T, TResult> function,
        IAsyncEnumerable<T> source,
        int chunkSize = 1,
        int? readAhead = null
    ) =>
        AsyncProcessSequence<TResult>.Over(
            Open(function, source, inOrder: false, Settings(chunkSize, readAhead)),
            source
        );

    /// <inheritdoc cref="MapUnordered{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    public AsyncProcessSequence<TResult> MapUnordered<T, TResult>(
        Func<T, TResult> function,
        ChannelReader<T> source,
        int chunkSize = 1,
        int? readAhead = null
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        return MapUnordered(function, source.ReadAllAsync(), chunkSize, readAhead);
    }

    /// <summary>
    /// Runs a function over items as they are read from a source, and gives the results in their order; the thread that
    /// enumerates waits for them. It works in a process that forks. CPython: <c>Pool.imap</c>.
    /// </summary>
    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="source">The arguments, one for each run of the function; it can be endless.</param>
    /// <param name="chunkSize">How many items a worker is given at a time.</param>
    /// <param name="readAhead">How many items can be read from the source before the results of the first of them are
    /// taken; defaults to 64 chunks, or four for each worker. It bounds the memory that a stream needs.</param>
    /// <param name="cancellation">Ends the enumeration.</param>
    public ProcessSequence<TResult> MapLazily<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        int chunkSize = 1,
        int? readAhead = null,
        CancellationToken cancellation = default
    ) => Sequence(function, source, inOrder: true, Settings(chunkSize, readAhead), cancellation);

    /// <summary>
    /// Runs a function over items as they are read from a source, and gives the results as they come; the thread that
    /// enumerates waits for them. It works in a process that forks. CPython: <c>Pool.imap_unordered</c>.
    /// </summary>
    /// <inheritdoc cref="MapLazily{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?, CancellationToken)"/>
    public ProcessSequence<TResult> MapLazilyUnordered<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        int chunkSize = 1,
        int? readAhead = null,
        CancellationToken cancellation = default
    ) => Sequence(function, source, inOrder: false, Settings(chunkSize, readAhead), cancellation);

    private ProcessSequence<TResult> Sequence<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        bool inOrder,
        CallSettings settings,
        CancellationToken cancellation
    )
    {
        var open = OpenStream(function, source, inOrder, settings);
        return ProcessSequence<TResult>.Over(isPerItem => open(isPerItem, cancellation), source);
    }

    private Func<bool, CancellationToken, PoolStream<T, TResult>> Open<T, TResult>(
        Func<T, TResult> function,
        object? source,
        bool inOrder,
        CallSettings settings
    )
    {
        ThrowIfNoThreadMayRun();
        return OpenStream(function, source, inOrder, settings);
    }

    // What is wrong with the arguments is thrown now, not when the first result is taken.
    private Func<bool, CancellationToken, PoolStream<T, TResult>> OpenStream<T, TResult>(
        Func<T, TResult> function,
        object? source,
        bool inOrder,
        CallSettings settings
    )
    {
        RunnableFunction.Check(function);
        ArgumentNullException.ThrowIfNull(source);
        FunctionReference.To(function); // refuses what no other process can find
        var ahead = PoolReadAhead.Of(settings, options.Workers);
        return (isPerItem, cancellation) => new(this, new(function, inOrder, isPerItem, settings), ahead, cancellation);
    }

    private CallSettings Settings(int chunkSize, int? readAhead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(readAhead ?? 1, 1, nameof(readAhead));
        return Settings(chunkSize) with { ReadAhead = readAhead };
    }
}
