namespace Multiprocessing;

/// <summary>
/// How one call of a pool runs its tasks. A task is a chunk of items: what a worker is given at a time.
/// </summary>
public sealed record PoolCallOptions
{
    /// <summary>
    /// How many items a worker is given at a time; defaults to that of the form, and to 1 where there is a
    /// <see cref="TaskTimeout"/>.
    /// </summary>
    public int? ChunkSize { get; init; }

    /// <summary>
    /// In the forms that read a source: how many items can be read before the results of the first of them are taken;
    /// defaults to 64 chunks, or four for each worker.
    /// </summary>
    public int? ReadAhead { get; init; }

    /// <summary>
    /// How long a task may run; defaults to <see cref="ProcessPoolOptions.TaskTimeout"/>.
    /// <see cref="Timeout.InfiniteTimeSpan"/> is no limit.
    /// </summary>
    /// <inheritdoc cref="ProcessPoolOptions.TaskTimeout" path="/remarks"/>
    public TimeSpan? TaskTimeout { get; init; }

    /// <summary>
    /// Whether a call that ends before its tasks also ends these: the workers that run them are killed and replaced.
    /// Defaults to <see cref="ProcessPoolOptions.CancellationEndsTasks"/>.
    /// </summary>
    public bool? CancellationEndsTasks { get; init; }

    /// <summary>
    /// How often a task whose worker died is run again; defaults to <see cref="ProcessPoolOptions.RetryLost"/>.
    /// </summary>
    public int? RetryLost { get; init; }

    /// <summary>Is told how far the call is, after each change and once at its end; changes can be joined.</summary>
    /// <remarks>
    /// It is called by a thread that drives the pool, one call at a time, and must not use the pool. What it throws
    /// ends the call. In a process that forks, <see cref="Progress{T}"/> is not suitable: it runs its handler on the
    /// thread pool.
    /// </remarks>
    public IProgress<PoolProgress>? Progress { get; init; }
}
