namespace Multiprocessing.Pools;

/// <summary>How a call runs its tasks: what its caller asked for, or what the pool's options say.</summary>
internal readonly record struct CallSettings(
    int? ChunkSize,
    int? ReadAhead,
    TimeSpan? TaskTimeout,
    bool CancellationEndsTasks,
    int RetryLost,
    IProgress<PoolProgress>? Progress,
    long? SharedArgumentThreshold
)
{
    /// <summary>Whether a worker may be killed because of the task that it runs.</summary>
    public bool CanEndTasks => CancellationEndsTasks || TaskTimeout is not null;

    /// <summary>The settings of a pool, for calls that have none of their own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static CallSettings Of(ProcessPoolOptions pool)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pool.RetryLost, nameof(ProcessPoolOptions.RetryLost));
        if (pool.SharedArgumentThreshold is { } threshold)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(
                threshold,
                nameof(ProcessPoolOptions.SharedArgumentThreshold)
            );
        }

        return new(
            null,
            null,
            Limit(pool.TaskTimeout, nameof(ProcessPoolOptions.TaskTimeout)),
            pool.CancellationEndsTasks,
            pool.RetryLost,
            null,
            pool.SharedArgumentThreshold
        );
    }

    /// <summary>These settings, where the options of a call do not differ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CallSettings With(PoolCallOptions call)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentOutOfRangeException.ThrowIfNegative(call.RetryLost ?? 0, nameof(PoolCallOptions.RetryLost));
        ArgumentOutOfRangeException.ThrowIfLessThan(call.ChunkSize ?? 1, 1, nameof(PoolCallOptions.ChunkSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(call.ReadAhead ?? 1, 1, nameof(PoolCallOptions.ReadAhead));
        return new(
            call.ChunkSize,
            call.ReadAhead,
            call.TaskTimeout is null ? TaskTimeout : Limit(call.TaskTimeout, nameof(PoolCallOptions.TaskTimeout)),
            call.CancellationEndsTasks ?? CancellationEndsTasks,
            call.RetryLost ?? RetryLost,
            call.Progress,
            SharedArgumentThreshold
        );
    }

    private static TimeSpan? Limit(TimeSpan? timeout, string name)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return null;
        if (timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                name,
                timeout,
                "The time limit of a task must be positive. Use Timeout.InfiniteTimeSpan for none."
            );
        }

        return timeout;
    }
}
