using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>A pool that starts and ends with the host.</summary>
internal sealed class PoolService : IHostedService, IDisposable
{
    private readonly PoolTelemetry telemetry;

    private PoolService(ProcessPool pool, PoolTelemetry telemetry) => (Pool, this.telemetry) = (pool, telemetry);

    public ProcessPool Pool { get; }

    /// <summary>Starts the workers of a pool.</summary>
    /// <param name="provider">The application's services.</param>
    /// <param name="name">The pool.</param>
    public static PoolService Create(IServiceProvider provider, string name)
    {
        var options = new ProcessPoolOptions();
        foreach (var registration in provider.GetKeyedServices<PoolRegistration>(name))
            options = registration.Configure(provider, options);

        var telemetry = new PoolTelemetry(
            name,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<ProcessPool>(),
            provider.GetRequiredService<IMeterFactory>(),
            options.Observer
        );
        var pool = new ProcessPool(options with { Observer = telemetry });
        telemetry.Observe(pool);
        return new(pool, telemetry);
    }

    /// <summary>Its workers have been started by now, as one of the host's services.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        telemetry.OnStarted(Pool.Statistics.Workers);
        return Task.CompletedTask;
    }

    /// <summary>Finishes the calls that the pool has; when the time for that is up, they fail.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Pool.Close();
        try
        {
            await Task.Run(Pool.Join, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            telemetry.OnDrained();
        }
        catch (OperationCanceledException)
        {
            telemetry.OnNotDrained();
        }

        Pool.Dispose();
    }

    public void Dispose() => Pool.Dispose();
}
