using Multiprocessing.Processes;

namespace Multiprocessing.Pools;

/// <summary>How a pool starts each of its workers.</summary>
internal static class PoolWorkerOptions
{
    /// <summary>
    /// The options of a worker's process. A later change of a variable, or of this process's directory, does not change
    /// them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    /// <exception cref="ArgumentException">A variable has an impossible name or value.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="NotSupportedException">No thread may read what workers write.</exception>
    public static ChildProcessOptions Of(ProcessPoolOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(
            options.MaxMemoryPerWorker ?? 1,
            nameof(ProcessPoolOptions.MaxMemoryPerWorker)
        );
        if (options.IdleTimeout is { } idle && idle != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(
                idle,
                TimeSpan.Zero,
                nameof(ProcessPoolOptions.IdleTimeout)
            );
        }

        var process = new ChildProcessOptions
        {
            StartMethod = options.StartMethod,
            ForkReady = options.ForkReady,
            EnvironmentVariables = options.EnvironmentVariables,
            WorkingDirectory = options.WorkingDirectory,
            StandardOutput = options.StandardOutput,
            StandardError = options.StandardError,
            Worker = new(
                options.Initializer is not null,
                options.MaxMemoryPerWorker ?? 0,
                Milliseconds(options.IdleTimeout ?? Timeout.InfiniteTimeSpan)
            ),
        };
        ChildSurroundings.Check(process);
        return process with
        {
            EnvironmentVariables = process.EnvironmentVariables.ToDictionary(),
            WorkingDirectory = process.WorkingDirectory is { } directory ? Path.GetFullPath(directory) : null,
        };
    }

    private static int Milliseconds(TimeSpan idle) =>
        idle == Timeout.InfiniteTimeSpan ? 0 : (int)Math.Min(int.MaxValue, Math.Ceiling(idle.TotalMilliseconds));
}
