using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>Writes what happens in a pool to the log, and as metrics and traces.</summary>
internal sealed class PoolTelemetry : ProcessPoolObserver
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "Multiprocessing";

    private static readonly ActivitySource Source = new(Name);

    private readonly string pool;
    private readonly ILogger logger;
    private readonly ProcessPoolObserver? next;
    private readonly Meter meter;
    private readonly Counter<long> tasks,
        restarts;
    private readonly Histogram<double> durations;

    /// <param name="pool">The pool's name.</param>
    /// <param name="logger">Where messages go.</param>
    /// <param name="meters">Where metrics go.</param>
    /// <param name="next">The application's own observer; null for none.</param>
    public PoolTelemetry(string pool, ILogger logger, IMeterFactory meters, ProcessPoolObserver? next)
    {
        (this.pool, this.logger, this.next) = (pool, logger, next);
        meter = meters.Create(Name);
        tasks = meter.CreateCounter<long>(
            "multiprocessing.pool.items",
            "{item}",
            "Items that calls have run, by outcome."
        );
        restarts = meter.CreateCounter<long>(
            "multiprocessing.pool.worker.ends",
            "{worker}",
            "Workers that died or were killed, by reason."
        );
        durations = meter.CreateHistogram<double>("multiprocessing.pool.call.duration", "s", "How long calls took.");
    }

    /// <summary>Measures the pool from now on.</summary>
    public void Observe(ProcessPool observed)
    {
        meter.CreateObservableGauge(
            "multiprocessing.pool.queue.length",
            () => new Measurement<long>(observed.Statistics.QueuedTasks, Tag),
            "{task}",
            "Tasks (chunks of items) that no worker has taken."
        );
        meter.CreateObservableUpDownCounter(
            "multiprocessing.pool.workers",
            () =>
            {
                var now = observed.Statistics;
                return new[]
                {
                    new Measurement<int>(now.BusyWorkers, Tag, new("state", "busy")),
                    new Measurement<int>(now.Workers - now.BusyWorkers, Tag, new("state", "idle")),
                };
            },
            "{worker}",
            "Workers that the pool has."
        );
    }

    public void OnStarted(int workers) => logger.PoolStarted(pool, workers);

    public void OnDrained() => logger.PoolDrained(pool);

    public void OnNotDrained() => logger.PoolNotDrained(pool);

    public override string? OnCallStarted(ProcessPoolCall started)
    {
        var context = next?.OnCallStarted(started);
        var caller = Activity.Current;
        var activity = Source.StartActivity($"run {started.Function}", ActivityKind.Producer);
        activity?.SetTag("multiprocessing.pool.name", pool);
        Activity.Current = caller; // it is not the parent of what the caller does meanwhile
        started.State = new CallState(activity, started.State);
        return context
            ?? (activity ?? caller) switch
            {
                { IdFormat: ActivityIdFormat.W3C, Id: var id } => id,
                _ => null,
            };
    }

    public override void OnCallEnded(ProcessPoolCall ended)
    {
        var state = (CallState?)ended.State;
        ended.State = state?.Next;
        next?.OnCallEnded(ended);
        var (done, failed, _) = ended.Progress;
        tasks.Add(done - failed, Tag, new("outcome", "ok"));
        if (failed > 0)
            tasks.Add(failed, Tag, new("outcome", "failed"));
        durations.Record(ended.Duration.TotalSeconds, Tag, new("function", ended.Function));
        if (ended.Exception is { } exception)
            logger.CallFailed(exception, pool, ended.Number, ended.Function, ended.Duration.TotalSeconds);
        if (state?.Activity is { } activity)
            End(activity, ended);
    }

    public override void OnWorkerStarted(ProcessPoolWorker worker)
    {
        next?.OnWorkerStarted(worker);
        if (worker.IsReplacement)
            logger.WorkerReplaced(pool, worker.Name, worker.ProcessId);
        else
            logger.WorkerStarted(pool, worker.Name, worker.ProcessId);
    }

    public override void OnWorkerEnded(ProcessPoolWorker worker)
    {
        next?.OnWorkerEnded(worker);
        switch (worker.End)
        {
            case WorkerEnd.Lost:
                logger.WorkerLost(pool, worker.Name, worker.ProcessId, worker.ExitCode);
                restarts.Add(1, Tag, new("reason", "lost"));
                break;
            case WorkerEnd.TimedOut:
                logger.TaskTimedOut(pool, worker.Name, worker.ProcessId);
                restarts.Add(1, Tag, new("reason", "timeout"));
                break;
            case WorkerEnd.Cancelled:
                logger.TaskCancelled(pool, worker.Name, worker.ProcessId);
                restarts.Add(1, Tag, new("reason", "cancelled"));
                break;
            default:
                logger.WorkerFinished(pool, worker.Name, worker.ProcessId);
                break;
        }
    }

    private KeyValuePair<string, object?> Tag => new("pool", pool);

    // It may be ended by another thread than began it, whose own activity stays as it is.
    private static void End(Activity activity, ProcessPoolCall ended)
    {
        activity.SetTag("multiprocessing.items", ended.Progress.Done);
        if (ended.Exception is { } exception)
        {
            activity.SetStatus(ActivityStatusCode.Error, exception.Message);
            activity.AddException(exception);
        }

        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }

    private sealed record CallState(Activity? Activity, object? Next);
}
