namespace Multiprocessing;

/// <summary>How a pool starts its workers.</summary>
public sealed record ProcessPoolOptions
{
    /// <summary>How many workers; defaults to the number of processors.</summary>
    public int Workers { get; init; } = System.Environment.ProcessorCount;

    /// <summary>How workers are started; defaults to <see cref="StartMethods.Default"/>.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>
    /// How many tasks (chunks of items) a worker runs before another replaces it; defaults to no limit. CPython:
    /// <c>maxtasksperchild</c>.
    /// </summary>
    public int? MaxTasksPerWorker { get; init; }

    /// <summary>
    /// How often a chunk whose worker died is run again by another worker before it fails with
    /// <see cref="WorkerLostException"/>; defaults to 0, never. What a function threw is never retried, and what has
    /// been answered is not run again.
    /// </summary>
    /// <remarks>The worker that died may have done part of the work: the function must bear to be run again.</remarks>
    public int RetryLost { get; init; }

    /// <summary>
    /// Whether workers are started and kept able to fork. Linux only; a forked worker always is.
    /// </summary>
    public bool ForkReady { get; init; }
}
