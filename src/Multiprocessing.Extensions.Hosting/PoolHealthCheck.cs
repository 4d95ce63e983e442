using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>Says whether a pool can run tasks, and what it is doing.</summary>
internal sealed class PoolHealthCheck(PoolService service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var failure = service.Pool.Failure;
        var now = service.Pool.Statistics;
        var data = new Dictionary<string, object>
        {
            ["workers"] = now.Workers,
            ["busyWorkers"] = now.BusyWorkers,
            ["queuedTasks"] = now.QueuedTasks,
            ["startedWorkers"] = now.StartedWorkers,
            ["lostWorkers"] = now.LostWorkers,
            ["killedWorkers"] = now.KilledWorkers,
        };
        var reason =
            failure is not null ? $"Each call fails: {failure.Message}"
            : service.HasEnded ? "The pool has ended."
            : null;
        return Task.FromResult(
            reason is null
                ? HealthCheckResult.Healthy($"{now.BusyWorkers} of {now.Workers} workers are busy.", data)
                : new HealthCheckResult(context.Registration.FailureStatus, reason, failure, data)
        );
    }
}
