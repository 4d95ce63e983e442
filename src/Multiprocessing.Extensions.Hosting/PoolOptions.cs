using Microsoft.Extensions.DependencyInjection;

namespace Multiprocessing.Extensions.Hosting;

/// <summary>
/// How one call of <c>AddProcessPool</c> changes the options of its pool. It is a service whose key is the pool's name.
/// </summary>
internal sealed record PoolOptions(Func<IServiceProvider, ProcessPoolOptions, ProcessPoolOptions> Configure)
{
    /// <summary>The options of a pool: what the calls for it have made of the defaults, one after the other.</summary>
    public static ProcessPoolOptions Of(IServiceProvider provider, string pool) =>
        provider
            .GetKeyedServices<PoolOptions>(pool)
            .Aggregate(new ProcessPoolOptions(), (options, next) => next.Configure(provider, options));
}
