using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>Says whether a pool can run tasks, and what it is doing.</summary>
internal sealed class PoolHealthCheck(ProcessPool pool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var now = pool.Statistics;
        var data = new Dictionary<string, object>
        {
            ["workers"] = now.Workers,
            ["busyWorkers"] = now.BusyWorkers,
            ["queuedTasks"] = now.QueuedTasks,
            ["startedWorkers"] = now.StartedWorkers,
            ["lostWorkers"] = now.LostWorkers,
            ["killedWorkers"] = now.KilledWorkers,
        };
        return Task.FromResult(
            pool.Failure is { } failure
                ? new HealthCheckResult(context.Registration.FailureStatus, failure.Message, failure, data)
                : HealthCheckResult.Healthy($"{now.BusyWorkers} of {now.Workers} workers are busy.", data)
        );
    }
}
