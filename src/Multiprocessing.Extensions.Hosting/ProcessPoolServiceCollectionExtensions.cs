using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Multiprocessing;
using Multiprocessing.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds pools of worker processes to an application.</summary>
public static class ProcessPoolServiceCollectionExtensions
{
    /// <summary>
    /// Adds a pool as a singleton with a key: <c>[FromKeyedServices("images")] ProcessPool pool</c>. The first pool is
    /// also the <see cref="ProcessPool"/> without a key.
    /// </summary>
    /// <remarks>
    /// <para>Its workers are started before the host's services, and its calls are finished after these have stopped,
    /// in whatever order they were added. When the host's time for that is up (<c>HostOptions.ShutdownTimeout</c>), the
    /// workers are killed, and the calls fail with <see cref="ObjectDisposedException"/>. The container disposes of the
    /// pool: do not dispose of it where it is injected.</para>
    /// <para>Several calls with one name are one pool: each changes the options that the calls before it have made.
    /// Options that cannot be, such as no workers, fail the start of the host with an
    /// <c>OptionsValidationException</c>, which names the pool and the option.</para>
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key of the pool, and its name in logs, metrics and health checks.</param>
    /// <param name="configure">Returns the pool's options, given those so far:
    /// <c>options => options with { Workers = 4 }</c>. Null changes nothing.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddProcessPool(
        this IServiceCollection services,
        string name,
        Func<ProcessPoolOptions, ProcessPoolOptions>? configure = null
    ) => services.AddProcessPool(name, (_, options) => configure?.Invoke(options) ?? options);

    /// <summary>Adds a pool whose options are in the application's configuration.</summary>
    /// <remarks>
    /// <para>The section is read once, when the pool is created. A key in it that is no option, and a value that is
    /// not of the option's type, fail the start of the host with an <see cref="InvalidOperationException"/>, which
    /// names it.</para>
    /// <para>Its workers are started before the host's services, and its calls are finished after these have stopped,
    /// as those of any pool that is added.</para>
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key of the pool, and its name in logs, metrics and health checks.</param>
    /// <param name="section">The section, whose keys are properties of <see cref="ProcessPoolOptions"/> such as
    /// <c>Workers</c>. They replace what other calls with this name have set before.</param>
    /// <returns>The same <paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
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
    /// <param name="configure">Returns the pool's options, given the application's services and the options so
    /// far.</param>
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

        var isNew = !services.Any(service =>
            service.ServiceType == typeof(PoolOptions) && name.Equals(service.ServiceKey)
        );
        services.AddKeyedSingleton(name, new PoolOptions(configure));
        if (!isNew)
            return services;

        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton<PoolMetrics>();
        services.AddKeyedSingleton(name, static (provider, key) => PoolService.Create(provider, (string)key!));
        services.AddKeyedSingleton(
            name,
            static (provider, key) => provider.GetRequiredKeyedService<PoolService>(key).Pool
        );
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ProcessPool>(name));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<PoolService>(name));
        return services;
    }

    // The options that were there before stay as they are: others may hold them.
    private static ProcessPoolOptions Bind(IConfiguration section, ProcessPoolOptions options)
    {
        var bound = options with { };
        section.Bind(bound, static binder => binder.ErrorOnUnknownConfiguration = true);
        return bound;
    }
}
