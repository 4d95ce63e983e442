using Microsoft.Extensions.Diagnostics.HealthChecks;
using Multiprocessing;
using Multiprocessing.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds checks of pools of worker processes to an application.</summary>
public static class ProcessPoolHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of a pool, which fails when each call of the pool does: its module threw in a worker, or it has
    /// ended. The data of the check are the pool's <see cref="ProcessPoolStatistics"/>.
    /// </summary>
    /// <remarks>
    /// The check runs no task, so it does not wait behind others. A pool that lost workers is healthy: they are
    /// replaced when there is work.
    /// </remarks>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="pool">The name of the pool.</param>
    /// <param name="name">The name of the check; defaults to <c>pool-</c> and the pool's name.</param>
    /// <param name="failureStatus">What it reports when it fails; defaults to
    /// <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags by which checks are chosen.</param>
    /// <returns>The same <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="pool"/> is empty.</exception>
    public static IHealthChecksBuilder AddProcessPool(
        this IHealthChecksBuilder builder,
        string pool,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pool);
        return builder.Add(
            new HealthCheckRegistration(
                name ?? $"pool-{pool}",
                provider => new PoolHealthCheck(provider.GetRequiredKeyedService<PoolService>(pool)),
                failureStatus,
                tags
            )
        );
    }
}
