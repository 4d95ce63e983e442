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
    /// Whether spawned workers are started so that they can fork. Linux only; a forked worker always can.
    /// </summary>
    public bool ForkReady { get; init; }
}
