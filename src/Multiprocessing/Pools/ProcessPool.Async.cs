using Multiprocessing.Pickling;
using Multiprocessing.Pools;

namespace Multiprocessing;

// The forms that return a task.
public sealed partial class ProcessPool
{
    /// <summary>
    /// Runs a function over items; the task has all results. CPython: <c>Pool.map_async</c>.
    /// </summary>
    /// <remarks>
    /// The arguments are pickled before it returns: a later change of one is not seen by the function. In CPython the
    /// pool's thread pickles them afterwards, and may see it. No thread waits for the call.
    /// </remarks>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="items">The arguments, one for each run of the function.</param>
    /// <param name="chunkSize">How many items a worker is given at a time; defaults to the number of items divided by
    /// four times the number of workers, rounded up.</param>
    /// <param name="cancellation">Cancels the task at once. What runs already finishes; its results are
    /// discarded.</param>
    /// <returns>The results, in the order of the items. The task fails with what
    /// <see cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    /// throws.</returns>
    /// <exception cref="NotSupportedException">This process can fork, and a pool whose calls nobody waits for needs a
    /// thread. The forms that wait, and the lazy ones, work.</exception>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous: it would return before it is
    /// done.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunkSize"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The pool is closed, or this process is a fork of the one that made
    /// it.</exception>
    /// <exception cref="ObjectDisposedException">The pool was terminated.</exception>
    public Task<TResult[]> MapAsync<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Submit<T, TResult>(function, items, Settings(chunkSize), cancellation);

    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public Task MapAsync<T>(
        Action<T> function,
        IEnumerable<T> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Submit(function, items, Settings(chunkSize), cancellation);

    /// <summary>
    /// Runs a function of two arguments over pairs; the task has all results. CPython: <c>Pool.starmap_async</c>.
    /// </summary>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public Task<TResult[]> StarMapAsync<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        IEnumerable<(T1, T2)> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Submit<(T1, T2), TResult>(function, items, Settings(chunkSize), cancellation);

    /// <inheritdoc cref="StarMapAsync{T1, T2, TResult}(Func{T1, T2, TResult}, IEnumerable{ValueTuple{T1, T2}},
    /// int?, CancellationToken)"/>
    public Task StarMapAsync<T1, T2>(
        Action<T1, T2> function,
        IEnumerable<(T1, T2)> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Submit(function, items, Settings(chunkSize), cancellation);

    /// <summary>
    /// Runs a function once; the task has its result. CPython: <c>Pool.apply_async</c>, <c>Executor.submit</c>.
    /// </summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public Task<TResult> ApplyAsync<TResult>(Func<TResult> function, CancellationToken cancellation = default) =>
        Submit<int, TResult>(function, 0, settings, cancellation);

    /// <summary>
    /// Runs a function once with an argument; the task has its result. CPython: <c>Pool.apply_async</c>,
    /// <c>Executor.submit</c>.
    /// </summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="MapAsync{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public Task<TResult> ApplyAsync<T, TResult>(
        Func<T, TResult> function,
        T argument,
        CancellationToken cancellation = default
    ) => Submit<T, TResult>(function, argument, settings, cancellation);

    private Task<TResult> Submit<T, TResult>(
        Delegate function,
        T argument,
        in CallSettings settings,
        CancellationToken cancellation
    )
    {
        var call = MakeCall<T, TResult>(function, [argument], settings);
        return Submit(call, () => call.Results[0], cancellation);
    }

    private Task<TResult[]> Submit<T, TResult>(
        Delegate function,
        IEnumerable<T> items,
        in CallSettings settings,
        CancellationToken cancellation
    )
    {
        var call = MakeCall<T, TResult>(function, items, settings);
        return Submit(call, () => call.Results, cancellation);
    }

    private Task<bool> Submit<T>(
        Delegate function,
        IEnumerable<T> items,
        in CallSettings settings,
        CancellationToken cancellation
    ) => Submit(MakeCall(function, items, settings), static () => true, cancellation);

    private Task<T> Submit<TArgument, T>(MapCall<TArgument> call, Func<T> result, CancellationToken cancellation)
    {
        ThrowIfNoThreadMayRun();
        ThrowIfInherited();
        FunctionReference.To(call.Function); // refuses what no other process can find
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);

        call.PickleArguments();
        var pending = new PendingCall<T>(call, result, cancellation);
        Begin(call);
        try
        {
            pending.Watch(Wake);
            Start(pending);
        }
        catch (Exception exception)
        {
            pending.Dispose();
            End(call, exception);
            throw;
        }

        return pending.Task;
    }
}
