using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>The instruments of an application's pools. Each measurement is tagged with its pool.</summary>
internal sealed class PoolMetrics
{
    private readonly ConcurrentDictionary<string, ProcessPool> pools = [];
    private readonly Counter<long> items,
        workerEnds;
    private readonly Histogram<double> durations;

    public PoolMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(PoolTelemetry.SourceName);
        items = meter.CreateCounter<long>("multiprocessing.pool.items", "{item}", "Items that calls have run.");
        durations = meter.CreateHistogram(
            "multiprocessing.pool.call.duration",
            "s",
            "How long calls took, with the time that their tasks waited for workers.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
            }
        );
        workerEnds = meter.CreateCounter<long>(
            "multiprocessing.pool.worker.ends",
            "{worker}",
            "Workers that died or were killed for their task."
        );
        meter.CreateObservableUpDownCounter(
            "multiprocessing.pool.queue.length",
            () => pools.Select(pool => new Measurement<long>(pool.Value.Statistics.QueuedTasks, Tag(pool.Key))),
            "{task}",
            "Tasks (chunks of items) that no worker has taken."
        );
        meter.CreateObservableUpDownCounter(
            "multiprocessing.pool.workers",
            () => pools.SelectMany(pool => Workers(pool.Key, pool.Value.Statistics)),
            "{worker}",
            "Workers that there are."
        );
    }

    /// <summary>Measures a pool from now on.</summary>
    public void Observe(string name, ProcessPool pool) => pools[name] = pool;

    /// <summary>Measures it no more.</summary>
    public void Forget(string name) => pools.TryRemove(name, out _);

    /// <summary>Counts a call that has ended.</summary>
    public void Count(string name, ProcessPoolCall ended)
    {
        var (done, failed, _) = ended.Progress;
        if (done > failed)
            items.Add(done - failed, Tag(name), new("multiprocessing.outcome", "ok"));
        if (failed > 0)
            items.Add(failed, Tag(name), new("multiprocessing.outcome", "failed"));

        var seconds = ended.Duration.TotalSeconds;
        var function = new KeyValuePair<string, object?>("code.function.name", ended.Function);
        if (ended.Exception is { } exception)
            durations.Record(seconds, Tag(name), function, new("error.type", exception.GetType().FullName));
        else
            durations.Record(seconds, Tag(name), function);
    }

    /// <summary>Counts a worker that was not meant to end.</summary>
    public void CountEnd(string name, string reason) =>
        workerEnds.Add(1, Tag(name), new("multiprocessing.reason", reason));

    private static KeyValuePair<string, object?> Tag(string pool) => new("multiprocessing.pool.name", pool);

    private static IEnumerable<Measurement<int>> Workers(string pool, ProcessPoolStatistics now) =>
        [
            new(now.BusyWorkers, Tag(pool), new("multiprocessing.worker.state", "busy")),
            new(now.Workers - now.BusyWorkers, Tag(pool), new("multiprocessing.worker.state", "idle")),
        ];
}
