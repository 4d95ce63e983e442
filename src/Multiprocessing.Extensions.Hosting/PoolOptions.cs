namespace Multiprocessing.Extensions.Hosting;

/// <summary>How one call of <c>AddProcessPool</c> changes the options of its pool.</summary>
internal sealed record PoolRegistration(Func<IServiceProvider, ProcessPoolOptions, ProcessPoolOptions> Configure);
