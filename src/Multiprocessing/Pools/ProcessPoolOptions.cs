namespace Multiprocessing;

/// <summary>How a pool is made.</summary>
public sealed record ProcessPoolOptions
{
    /// <summary>How many workers; the number of processors if not said.</summary>
    public int Workers { get; init; } = System.Environment.ProcessorCount;

    /// <summary>How workers come to be; <see cref="StartMethods.Default"/> if not said.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>
    /// How many tasks (chunks) a worker runs before another takes its place; no end if not said. CPython:
    /// <c>maxtasksperchild</c>.
    /// </summary>
    public int? MaxTasksPerWorker { get; init; }

    /// <summary>
    /// Whether spawned workers are started so that they may fork. Linux only; a forked worker always may.
    /// </summary>
    public bool ForkReady { get; init; }
}
