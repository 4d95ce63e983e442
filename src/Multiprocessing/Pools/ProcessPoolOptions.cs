namespace Multiprocessing;

/// <summary>How a pool is made.</summary>
public sealed record ProcessPoolOptions
{
    /// <summary>How many workers; the number of processors if not said.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How workers come to be.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>How many tasks (chunks) a worker runs before another takes its place; no end if not said. CPython: <c>maxtasksperchild</c>.</summary>
    public int? MaxTasksPerWorker { get; init; }
}
