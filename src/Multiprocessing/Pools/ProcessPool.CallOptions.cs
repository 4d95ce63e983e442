using System.Threading.Channels;

namespace Multiprocessing;

// Each form with options of its own.
public sealed partial class ProcessPool
{
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="items">The arguments, one for each run of the function.</param>
    /// <param name="options">How this call runs its tasks.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="TimeoutException">A task ran longer than <see cref="PoolCallOptions.TaskTimeout"/>.</exception>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public TResult[] Map<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Run<T, TResult>(function, items, settings.With(options), cancellation);

    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public void Map<T>(
        Action<T> function,
        IEnumerable<T> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Run(function, items, settings.With(options), cancellation);

    /// <summary>Runs a function of two arguments over pairs and waits for all results.</summary>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public TResult[] StarMap<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        IEnumerable<(T1, T2)> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Run<(T1, T2), TResult>(function, items, settings.With(options), cancellation);

    /// <inheritdoc cref="StarMap{T1, T2, TResult}(Func{T1, T2, TResult}, IEnumerable{ValueTuple{T1, T2}},
    /// PoolCallOptions, CancellationToken)"/>
    public void StarMap<T1, T2>(
        Action<T1, T2> function,
        IEnumerable<(T1, T2)> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Run(function, items, settings.With(options), cancellation);

    /// <summary>Runs a function once and waits for it.</summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public TResult Apply<TResult>(
        Func<TResult> function,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Run<int, TResult>(function, [0], settings.With(options), cancellation)[0];

    /// <summary>Runs a function once with an argument and waits for it.</summary>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="options">How this call runs its tasks.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public TResult Apply<T, TResult>(
        Func<T, TResult> function,
        T argument,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Run<T, TResult>(function, [argument], settings.With(options), cancellation)[0];

    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="items">The arguments, one for each run of the function.</param>
    /// <param name="options">How this call runs its tasks.</param>
    /// <param name="cancellation">Cancels the task at once.</param>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public Task<TResult[]> MapAsync<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Submit<T, TResult>(function, items, settings.With(options), cancellation);

    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public Task MapAsync<T>(
        Action<T> function,
        IEnumerable<T> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Submit(function, items, settings.With(options), cancellation);

    /// <summary>
    /// Runs a function of two arguments over pairs; the task has all results. CPython: <c>Pool.starmap_async</c>.
    /// </summary>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public Task<TResult[]> StarMapAsync<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        IEnumerable<(T1, T2)> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Submit<(T1, T2), TResult>(function, items, settings.With(options), cancellation);

    /// <inheritdoc cref="StarMapAsync{T1, T2, TResult}(Func{T1, T2, TResult}, IEnumerable{ValueTuple{T1, T2}},
    /// PoolCallOptions, CancellationToken)"/>
    public Task StarMapAsync<T1, T2>(
        Action<T1, T2> function,
        IEnumerable<(T1, T2)> items,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Submit(function, items, settings.With(options), cancellation);

    /// <summary>
    /// Runs a function once; the task has its result. CPython: <c>Pool.apply_async</c>, <c>Executor.submit</c>.
    /// </summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public Task<TResult> ApplyAsync<TResult>(
        Func<TResult> function,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Submit<int, TResult>(function, 0, settings.With(options), cancellation);

    /// <summary>
    /// Runs a function once with an argument; the task has its result. CPython: <c>Pool.apply_async</c>,
    /// <c>Executor.submit</c>.
    /// </summary>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="options">How this call runs its tasks.</param>
    /// <param name="cancellation">Cancels the task at once.</param>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public Task<TResult> ApplyAsync<T, TResult>(
        Func<T, TResult> function,
        T argument,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Submit<T, TResult>(function, argument, settings.With(options), cancellation);

    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="source">The arguments, one for each run of the function; it can be endless.</param>
    /// <param name="options">How this call runs its tasks, and how far it reads ahead.</param>
    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?)"/>
    public AsyncProcessSequence<TResult> MapStream<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        PoolCallOptions options
    ) => AsyncProcessSequence<TResult>.Over(Open(function, source, inOrder: true, settings.With(options)), source);

    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions)"/>
    public AsyncProcessSequence<TResult> MapStream<T, TResult>(
        Func<T, TResult> function,
        IAsyncEnumerable<T> source,
        PoolCallOptions options
    ) => AsyncProcessSequence<TResult>.Over(Open(function, source, inOrder: true, settings.With(options)), source);

    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions)"/>
    public AsyncProcessSequence<TResult> MapStream<T, TResult>(
        Func<T, TResult> function,
        ChannelReader<T> source,
        PoolCallOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        return MapStream(function, source.ReadAllAsync(), options);
    }

    /// <summary>
    /// Runs a function over items as they are read from a source, and gives the results as they come. CPython:
    /// <c>Pool.imap_unordered</c>.
    /// </summary>
    /// <inheritdoc cref="MapStream{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions)"/>
    public AsyncProcessSequence<TResult> MapUnordered<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        PoolCallOptions options
    ) => AsyncProcessSequence<TResult>.Over(Open(function, source, inOrder: false, settings.With(options)), source);

    /// <inheritdoc cref="MapUnordered{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions)"/>
    public AsyncProcessSequence<TResult> MapUnordered<T, TResult>(
        Func<T, TResult> function,
        IAsyncEnumerable<T> source,
        PoolCallOptions options
    ) => AsyncProcessSequence<TResult>.Over(Open(function, source, inOrder: false, settings.With(options)), source);

    /// <inheritdoc cref="MapUnordered{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions)"/>
    public AsyncProcessSequence<TResult> MapUnordered<T, TResult>(
        Func<T, TResult> function,
        ChannelReader<T> source,
        PoolCallOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        return MapUnordered(function, source.ReadAllAsync(), options);
    }

    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="source">The arguments, one for each run of the function; it can be endless.</param>
    /// <param name="options">How this call runs its tasks, and how far it reads ahead.</param>
    /// <param name="cancellation">Ends the enumeration.</param>
    /// <inheritdoc cref="MapLazily{T, TResult}(Func{T, TResult}, IEnumerable{T}, int, int?, CancellationToken)"/>
    public ProcessSequence<TResult> MapLazily<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Sequence(function, source, inOrder: true, settings.With(options), cancellation);

    /// <summary>
    /// Runs a function over items as they are read from a source, and gives the results as they come; the thread that
    /// enumerates waits for them. It works in a process that forks. CPython: <c>Pool.imap_unordered</c>.
    /// </summary>
    /// <inheritdoc cref="MapLazily{T, TResult}(Func{T, TResult}, IEnumerable{T}, PoolCallOptions, CancellationToken)"/>
    public ProcessSequence<TResult> MapLazilyUnordered<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> source,
        PoolCallOptions options,
        CancellationToken cancellation = default
    ) => Sequence(function, source, inOrder: false, settings.With(options), cancellation);
}
