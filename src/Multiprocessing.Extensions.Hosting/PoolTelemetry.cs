using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>Writes what happens in a pool to the log, and as metrics and traces.</summary>
/// <param name="pool">The pool's name.</param>
/// <param name="logger">Where messages go.</param>
/// <param name="metrics">Where measurements go.</param>
/// <param name="next">The application's own observer; null for none.</param>
internal sealed class PoolTelemetry(string pool, ILogger logger, PoolMetrics metrics, ProcessPoolObserver? next)
    : ProcessPoolObserver
{
    /// <summary>The name of the source of activities, and of the meter.</summary>
    public const string SourceName = "Multiprocessing";

    private static readonly ActivitySource Source = new(SourceName);

    // Tasks with a context take a slower path: they have one where it is of use. The caller's own counts, if it is
    // recorded and nobody listens to this source.
    public override string? OnCallStarted(ProcessPoolCall started)
    {
        var context = next?.OnCallStarted(started);
        var activity = Begin(started.Function);
        started.State = new CallState(activity, started.State);
        return context
            ?? (activity ?? Activity.Current) switch
            {
                { IdFormat: ActivityIdFormat.W3C } parent when activity is not null || parent.Recorded => parent.Id,
                _ => null,
            };
    }

    public override void OnCallEnded(ProcessPoolCall ended)
    {
        var (activity, stateOfNext) = (CallState)ended.State!;
        metrics.Count(pool, ended);
        var (context, current) = (ExecutionContext.Capture(), Activity.Current);
        try
        {
            if (activity is not null)
                Activity.Current = activity; // that of the message, too
            if (ended.Exception is { } exception)
                logger.CallFailed(exception, pool, ended.Number, ended.Function, ended.Duration.TotalSeconds);
        }
        finally
        {
            End(activity, ended);
            Restore(context, current);
        }

        ended.State = stateOfNext;
        next?.OnCallEnded(ended);
    }

    public override void OnWorkerStarted(ProcessPoolWorker worker)
    {
        if (worker.IsReplacement)
            logger.WorkerReplaced(pool, worker.Name, worker.ProcessId);
        else
            logger.WorkerStarted(pool, worker.Name, worker.ProcessId);
        next?.OnWorkerStarted(worker);
    }

    public override void OnWorkerEnded(ProcessPoolWorker worker)
    {
        switch (worker.End)
        {
            case WorkerEnd.Lost:
                logger.WorkerLost(pool, worker.Name, worker.ProcessId, worker.ExitCode);
                metrics.CountEnd(pool, "lost");
                break;
            case WorkerEnd.TimedOut:
                logger.TaskTimedOut(pool, worker.Name, worker.ProcessId);
                metrics.CountEnd(pool, "timed_out");
                break;
            case WorkerEnd.Cancelled:
                logger.TaskCancelled(pool, worker.Name, worker.ProcessId);
                metrics.CountEnd(pool, "cancelled");
                break;
            default:
                logger.WorkerFinished(pool, worker.Name, worker.ProcessId);
                break;
        }

        next?.OnWorkerEnded(worker);
    }

    public override void OnBroken(Exception failure)
    {
        logger.PoolBroken(failure, pool);
        next?.OnBroken(failure);
    }

    // It is not the parent of what the caller does meanwhile.
    private Activity? Begin(string function)
    {
        if (!Source.HasListeners())
            return null;

        var (context, current) = (ExecutionContext.Capture(), Activity.Current);
        try
        {
            return Source
                .StartActivity($"run {function}", ActivityKind.Producer)
                ?.SetTag("multiprocessing.pool.name", pool)
                .SetTag("code.function.name", function);
        }
        finally
        {
            Restore(context, current);
        }
    }

    private static void End(Activity? activity, ProcessPoolCall ended)
    {
        activity?.SetTag("multiprocessing.items", ended.Progress.Done);
        if (activity is not null && ended.Exception is { } exception)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error, exception.Message);
            activity.AddException(exception);
        }

        activity?.Stop();
    }

    // An assignment does not put back an activity that was stopped. There is no context where its flow is suppressed.
    private static void Restore(ExecutionContext? context, Activity? current)
    {
        if (context is null)
            Activity.Current = current;
        else
            ExecutionContext.Restore(context);
    }

    private sealed record CallState(Activity? Activity, object? OfNext);
}
