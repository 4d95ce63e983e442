using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>
/// A pool that is there before the host's services start, and ends after they have stopped: they can use it throughout.
/// </summary>
internal sealed class PoolService : IHostedLifecycleService, IDisposable
{
    private readonly string name;
    private readonly ILogger logger;
    private readonly PoolMetrics metrics;
    private int ended;

    private PoolService(string name, ProcessPool pool, ILogger logger, PoolMetrics metrics)
    {
        (this.name, Pool, this.logger, this.metrics) = (name, pool, logger, metrics);
        metrics.Observe(name, pool);
    }

    public ProcessPool Pool { get; }

    /// <summary>Whether it accepts no more calls.</summary>
    public bool HasEnded => Volatile.Read(ref ended) != 0;

    /// <summary>Creates a pool, which starts its workers.</summary>
    /// <param name="provider">The application's services.</param>
    /// <param name="name">The name of the pool.</param>
    /// <exception cref="OptionsValidationException">An option cannot be.</exception>
    public static PoolService Create(IServiceProvider provider, string name)
    {
        var options = PoolOptions.Of(provider, name);
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger<ProcessPool>();
        var metrics = provider.GetRequiredService<PoolMetrics>();
        var telemetry = new PoolTelemetry(name, logger, metrics, options.Observer);
        try
        {
            return new(name, new(options with { Observer = telemetry }), logger, metrics);
        }
        catch (ArgumentOutOfRangeException mistake)
        {
            throw new OptionsValidationException(
                name,
                typeof(ProcessPoolOptions),
                [$"Pool {name} cannot have these options: {mistake.Message}"]
            );
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        logger.PoolStarted(name, Pool.WorkerIds.Count);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Finishes the calls that the pool has; when the time for that is up, they fail.</summary>
    /// <param name="cancellationToken">Is cancelled when the time is up.</param>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (!TryEnd())
            return;

        Pool.Close();
        try
        {
            await Task.Run(Pool.Join, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            logger.PoolDrained(name);
        }
        catch (OperationCanceledException)
        {
            logger.PoolNotDrained(name);
        }

        await Task.Run(Pool.Dispose, CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose()
    {
        TryEnd();
        Pool.Dispose();
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0)
            return false;

        metrics.Forget(name);
        return true;
    }
}
