using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>Applications with a host and nothing else.</summary>
internal static class Hosts
{
    /// <summary>An application that has what <paramref name="add"/> adds to it.</summary>
    public static IHost With(Action<IServiceCollection> add, ILoggerProvider? log = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        if (log is not null)
            builder.Logging.AddProvider(log);
        add(builder.Services);
        return builder.Build();
    }

    /// <summary>What the only health check of an application reports.</summary>
    public static async Task<HealthReportEntry> Health(this IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Single().Value;

    // The usual one takes the signals of the test host.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
