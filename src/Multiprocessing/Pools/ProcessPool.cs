using Multiprocessing.Pools;
using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>
/// A fixed number of worker processes that run a function over items. CPython: <c>multiprocessing.Pool</c>.
/// </summary>
/// <remarks>
/// <para>Functions are static methods or lambdas that capture nothing; arguments and results are copies, under every
/// start method. The items of one chunk are pickled together: an object that several of them hold is one object in the
/// worker.</para>
/// <para>An idle worker takes the next chunk at once. A worker that dies fails its chunk with
/// <see cref="WorkerLostException"/> and is replaced when there is work for another. The pool has no thread of its own:
/// calls do its work, also for one another, so it can be used from several threads, and in a process that forks. Only
/// the forms that return a task or an asynchronous stream need a thread, which the first of them starts.</para>
/// <para>On Unix, workers leave Ctrl-C (SIGINT) to this process: one that handles it and goes on keeps its pool, and
/// one that does not ends, with its workers.</para>
/// <para>Set the environment variable <c>MULTIPROCESSING_LOG</c> to a file's path or to <c>stderr</c> to have the
/// program and its children log what pools and processes do.</para>
/// </remarks>
public sealed partial class ProcessPool : IDisposable
{
    // More processes than a machine can have; a mistyped number must not start as many as it takes to stop it.
    private const int MaxWorkers = 32_768;

    private readonly ProcessPoolOptions options;
    private readonly CallSettings settings;

    /// <summary>Starts the workers.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ProcessPoolOptions.Workers"/>,
    /// <see cref="ProcessPoolOptions.MaxTasksPerWorker"/> or <see cref="ProcessPoolOptions.MaxMemoryPerWorker"/> is
    /// less than 1, <see cref="ProcessPoolOptions.IdleTimeout"/> or <see cref="ProcessPoolOptions.TaskTimeout"/> is
    /// not positive, <see cref="ProcessPoolOptions.RetryLost"/> is negative, or there are more than 32,768
    /// workers.</exception>
    /// <exception cref="NotSupportedException">Lines of workers' output are asked for, and the workers are forked
    /// or this process can fork.</exception>
    /// <exception cref="ArgumentException">An environment variable has an impossible name or value.</exception>
    /// <exception cref="DirectoryNotFoundException">The workers' working directory does not exist.</exception>
    /// <exception cref="PicklingException">An argument of the initializer cannot be sent to another
    /// process.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine does not support the start method.</exception>
    /// <exception cref="UnsafeForkException">The start method is fork, and this process cannot fork safely.</exception>
    /// <exception cref="ProcessStartException">The system did not start a worker.</exception>
    public ProcessPool(ProcessPoolOptions? options = null)
    {
        this.options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.Workers, 1, nameof(ProcessPoolOptions.Workers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            this.options.Workers,
            MaxWorkers,
            nameof(ProcessPoolOptions.Workers)
        );
        ArgumentOutOfRangeException.ThrowIfLessThan(
            this.options.MaxTasksPerWorker ?? 1,
            1,
            nameof(ProcessPoolOptions.MaxTasksPerWorker)
        );
        settings = CallSettings.Of(this.options);
        StartMethods.ThrowIfUnusable(this.options.StartMethod);
        workerOptions = PoolWorkerOptions.Of(this.options);
        initializer = this.options.Initializer?.ToMessage();
        ProgramModule.Enter(CurrentProcess.Module);
        onAnswer = OnAnswer;
        // The chunks of a worker that ends after a number of them are counted as they are sent over its connection.
        if (this.options.MaxTasksPerWorker is null)
            mailboxes = PoolMailboxes.TryCreate(this.options.Workers);
        try
        {
            for (var workerIndex = 0; workerIndex < this.options.Workers; workerIndex++)
            {
                workers.Add(StartWorker(workerIndex));
                OnStarted(workers[^1], isReplacement: false);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts <paramref name="workers"/> workers with the start method <paramref name="startMethod"/>.
    /// </summary>
    /// <inheritdoc cref="ProcessPool(ProcessPoolOptions?)"/>
    public ProcessPool(int workers, StartMethod startMethod)
        : this(new ProcessPoolOptions { Workers = workers, StartMethod = startMethod }) { }

    /// <summary>The process ids of the pool's present workers.</summary>
    public IReadOnlyList<int> WorkerIds
    {
        get
        {
            lock (poolLock)
                return [.. workers.Select(worker => worker.Id)];
        }
    }

    /// <summary>Runs a function over items and waits for all results.</summary>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="items">The arguments, one for each run of the function.</param>
    /// <param name="chunkSize">How many items a worker is given at a time; defaults, as in CPython, to the number of
    /// items divided by four times the number of workers, rounded up.</param>
    /// <param name="cancellation">Stops waiting. Tasks already running finish; their results are discarded.</param>
    /// <returns>The results, in the order of the items.</returns>
    /// <exception cref="Exception">What the function threw for the first item, in order, for which it threw; thrown
    /// when all chunks have ended. It has the same type if that can be pickled, and a <see cref="RemoteException"/>
    /// innermost. After a failure the rest of its chunk is not run.</exception>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous: it would return before it is
    /// done.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunkSize"/> is less than 1.</exception>
    /// <exception cref="PicklingException">An item or a result cannot be sent to another process.</exception>
    /// <exception cref="WorkerLostException">A worker died.</exception>
    /// <exception cref="WorkerInitializationException">The initializer failed in a worker.</exception>
    /// <exception cref="InvalidOperationException">The pool is closed, or this process is a fork of the one that made
    /// it.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The pool was terminated, before the call or during it.</exception>
    public TResult[] Map<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Run<T, TResult>(function, items, Settings(chunkSize), cancellation);

    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public void Map<T>(
        Action<T> function,
        IEnumerable<T> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Run(function, items, Settings(chunkSize), cancellation);

    /// <summary>Runs a function of two arguments over pairs and waits for all results.</summary>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public TResult[] StarMap<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        IEnumerable<(T1, T2)> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Run<(T1, T2), TResult>(function, items, Settings(chunkSize), cancellation);

    /// <inheritdoc cref="StarMap{T1, T2, TResult}(Func{T1, T2, TResult}, IEnumerable{ValueTuple{T1, T2}},
    /// int?, CancellationToken)"/>
    public void StarMap<T1, T2>(
        Action<T1, T2> function,
        IEnumerable<(T1, T2)> items,
        int? chunkSize = null,
        CancellationToken cancellation = default
    ) => Run(function, items, Settings(chunkSize), cancellation);

    /// <summary>Runs a function once and waits for it.</summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public TResult Apply<TResult>(Func<TResult> function, CancellationToken cancellation = default) =>
        Run<int, TResult>(function, [0], settings, cancellation)[0];

    /// <summary>Runs a function once with an argument and waits for it.</summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, int?, CancellationToken)"/>
    public TResult Apply<T, TResult>(Func<T, TResult> function, T argument, CancellationToken cancellation = default) =>
        Run<T, TResult>(function, [argument], settings, cancellation)[0];

    private TResult[] Run<TArgument, TResult>(
        Delegate function,
        IEnumerable<TArgument> items,
        in CallSettings settings,
        CancellationToken cancellation
    )
    {
        var call = MakeCall<TArgument, TResult>(function, items, settings);
        Run(call, cancellation);
        TaskBoundary.ValuesArrived?.Invoke();
        return call.Results;
    }

    private void Run<TArgument>(
        Delegate function,
        IEnumerable<TArgument> items,
        in CallSettings settings,
        CancellationToken cancellation
    ) => Run(MakeCall(function, items, settings), cancellation);

    private MapCall<TArgument, TResult> MakeCall<TArgument, TResult>(
        Delegate function,
        IEnumerable<TArgument> items,
        in CallSettings settings
    )
    {
        var arguments = Check(function, items);
        return new(function, arguments, ChunkSize(arguments.Length, settings), settings);
    }

    private MapCall<TArgument> MakeCall<TArgument>(
        Delegate function,
        IEnumerable<TArgument> items,
        in CallSettings settings
    )
    {
        var arguments = Check(function, items);
        return new(function, arguments, ChunkSize(arguments.Length, settings), settings);
    }

    private static TArgument[] Check<TArgument>(Delegate function, IEnumerable<TArgument> items)
    {
        RunnableFunction.Check(function);
        ArgumentNullException.ThrowIfNull(items);
        return ToArray(items);
    }

    // A string[] is an object[], too, but an array of strings: chunks are arrays of exactly the argument's type.
    private static T[] ToArray<T>(IEnumerable<T> items) =>
        items is T[] array && array.GetType() == typeof(T[]) ? array : [.. items];

    /// <summary>The default number of items in a chunk. CPython: <c>Pool._map_async</c>.</summary>
    internal static int DefaultChunkSize(int items, int workers) =>
        (int)Math.Max(1, (items + 4L * workers - 1) / (4L * workers));

    // The settings of the pool, for a call whose parameters say no more than the size of a chunk.
    private CallSettings Settings(int? chunkSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize ?? 1, 1, nameof(chunkSize));
        return settings with { ChunkSize = chunkSize };
    }

    private int ChunkSize(int items, in CallSettings settings) =>
        settings.ChunkSize ?? (settings.TaskTimeout is null ? DefaultChunkSize(items, options.Workers) : 1);
}
