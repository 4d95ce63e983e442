using Microsoft.Extensions.Logging;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>The messages of a pool, in the category <c>Multiprocessing.ProcessPool</c>.</summary>
internal static partial class PoolLog
{
    [LoggerMessage(1, LogLevel.Information, "Pool {Pool} has started. Workers: {Workers}.")]
    public static partial void PoolStarted(this ILogger logger, string pool, int workers);

    [LoggerMessage(2, LogLevel.Information, "Pool {Pool} has finished its calls and ended.")]
    public static partial void PoolDrained(this ILogger logger, string pool);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Pool {Pool} had not finished its calls when the host's time for shutdown was up; its workers are killed."
    )]
    public static partial void PoolNotDrained(this ILogger logger, string pool);

    [LoggerMessage(4, LogLevel.Debug, "Pool {Pool} started {Worker} (process {ProcessId}).")]
    public static partial void WorkerStarted(this ILogger logger, string pool, string worker, int processId);

    [LoggerMessage(5, LogLevel.Information, "Pool {Pool} started {Worker} (process {ProcessId}) in place of another.")]
    public static partial void WorkerReplaced(this ILogger logger, string pool, string worker, int processId);

    [LoggerMessage(6, LogLevel.Debug, "{Worker} (process {ProcessId}) of pool {Pool} has finished.")]
    public static partial void WorkerFinished(this ILogger logger, string pool, string worker, int processId);

    [LoggerMessage(7, LogLevel.Warning, "{Worker} (process {ProcessId}) of pool {Pool} died: exit code {ExitCode}.")]
    public static partial void WorkerLost(
        this ILogger logger,
        string pool,
        string worker,
        int processId,
        int? exitCode
    );

    [LoggerMessage(
        8,
        LogLevel.Warning,
        "{Worker} (process {ProcessId}) of pool {Pool} was killed: its task ran longer than it may."
    )]
    public static partial void TaskTimedOut(this ILogger logger, string pool, string worker, int processId);

    [LoggerMessage(
        9,
        LogLevel.Information,
        "{Worker} (process {ProcessId}) of pool {Pool} was killed: the call of its task was cancelled."
    )]
    public static partial void TaskCancelled(this ILogger logger, string pool, string worker, int processId);

    [LoggerMessage(10, LogLevel.Debug, "Call {Call} of {Function} in pool {Pool} failed after {Seconds} s.")]
    public static partial void CallFailed(
        this ILogger logger,
        Exception exception,
        string pool,
        int call,
        string function,
        double seconds
    );

    [LoggerMessage(11, LogLevel.Error, "Pool {Pool} is broken; each call fails with this exception.")]
    public static partial void PoolBroken(this ILogger logger, Exception exception, string pool);
}
