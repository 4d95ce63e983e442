using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Multiprocessing;
using Multiprocessing.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds pools of worker processes to an application.</summary>
public static class ProcessPoolServiceCollectionExtensions
{
    /// <summary>
    /// Adds a pool as a keyed singleton: <c>[FromKeyedServices("images")] ProcessPool pool</c>. The first one is also
    /// the <see cref="ProcessPool"/> without a key.
    /// </summary>
    /// <remarks>
    /// Its workers are started with the host. At shutdown it accepts no more calls and finishes those it has; when the
    /// host's time for that is up (<c>HostOptions.ShutdownTimeout</c>), its workers are killed and its calls
    /// fail.
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key of the pool, and its name in logs, metrics and health checks.</param>
    /// <param name="configure">The pool's options, from those that other calls of this name have made.</param>
    public static IServiceCollection AddProcessPool(
        this IServiceCollection services,
        string name,
        Func<ProcessPoolOptions, ProcessPoolOptions>? configure = null
    ) => services.AddProcessPool(name, (_, options) => configure?.Invoke(options) ?? options);

    /// <summary>Adds a pool whose options are in the application's configuration.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key of the pool, and its name in logs, metrics and health checks.</param>
    /// <param name="section">The section, with properties of <see cref="ProcessPoolOptions"/> such as
    /// <c>Workers</c>. A name that is none of them is an error.</param>
    /// <inheritdoc cref="AddProcessPool(IServiceCollection, string, Func{ProcessPoolOptions, ProcessPoolOptions}?)"/>
    public static IServiceCollection AddProcessPool(
        this IServiceCollection services,
        string name,
        IConfiguration section
    )
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddProcessPool(name, (_, options) => Bind(section, options));
    }

    /// <summary>Adds a pool whose options depend on other services.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key of the pool, and its name in logs, metrics and health checks.</param>
    /// <param name="configure">The pool's options, from those that other calls of this name have made.</param>
    /// <inheritdoc cref="AddProcessPool(IServiceCollection, string, Func{ProcessPoolOptions, ProcessPoolOptions}?)"/>
    public static IServiceCollection AddProcessPool(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, ProcessPoolOptions, ProcessPoolOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddLogging();
        services.AddMetrics();
        var isNew = !services.Any(service =>
            service.ServiceType == typeof(PoolRegistration) && Equals(service.ServiceKey, name)
        );
        services.AddKeyedSingleton(name, new PoolRegistration(configure));
        if (!isNew)
            return services;

        services.AddKeyedSingleton(name, static (provider, key) => PoolService.Create(provider, (string)key!));
        services.AddKeyedSingleton(
            name,
            static (provider, key) => provider.GetRequiredKeyedService<PoolService>(key).Pool
        );
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ProcessPool>(name));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<PoolService>(name));
        return services;
    }

    /// <summary>
    /// Adds a check of a pool: unhealthy when each of its calls fails, because its module or its initializer threw.
    /// Its data are the pool's <see cref="ProcessPoolStatistics"/>.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="pool">The name of the pool.</param>
    /// <param name="name">The name of the check; defaults to <c>pool-</c> and the pool's name.</param>
    /// <param name="tags">Tags by which checks are chosen.</param>
    public static IHealthChecksBuilder AddProcessPool(
        this IHealthChecksBuilder builder,
        string pool,
        string? name = null,
        IEnumerable<string>? tags = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pool);
        return builder.Add(
            new HealthCheckRegistration(
                name ?? $"pool-{pool}",
                provider => new PoolHealthCheck(provider.GetRequiredKeyedService<ProcessPool>(pool)),
                failureStatus: null,
                tags
            )
        );
    }

    private static ProcessPoolOptions Bind(IConfiguration section, ProcessPoolOptions options)
    {
        var bound = options with { };
        section.Bind(bound, static binder => binder.ErrorOnUnknownConfiguration = true);
        return bound;
    }
}
