using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Multiprocessing;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>An application with a pool of one worker, which has run one asynchronous call.</summary>
public sealed class HostedPool : ProcessPoolObserver, IAsyncLifetime
{
    public const string Name = "work";

    private static readonly AsyncLocal<string> Ambient = new();

    public HostedPool()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("Workers", "1")]).Build();
        Host = Hosts.With(
            services =>
            {
                services.AddProcessPool(Name, section);
                services.AddProcessPool(Name, options => options with { Observer = this });
                services.AddHealthChecks().AddProcessPool(Name);
            },
            Log
        );
        Measured = new(Host.Services.GetRequiredService<IMeterFactory>());
    }

    public IHost Host { get; }

    public ProcessPool Pool => Host.Services.GetRequiredKeyedService<ProcessPool>(Name);

    /// <summary>How many workers had been started when the host had started, before there was a call.</summary>
    public long StartedEarly { get; private set; }

    /// <summary>
    /// What flowed with the first caller, where the application's own observer is told of the start and the end of its
    /// call.
    /// </summary>
    public IReadOnlyList<string?>? Flowed { get; private set; }

    internal LoggedMessages Log { get; } = new();

    internal Measurements Measured { get; }

    public override string? OnCallStarted(ProcessPoolCall started)
    {
        started.State = Ambient.Value;
        return null;
    }

    public override void OnCallEnded(ProcessPoolCall ended) => Flowed ??= [(string?)ended.State, Ambient.Value];

    public async Task InitializeAsync()
    {
        await Host.StartAsync();
        StartedEarly = Pool.Statistics.StartedWorkers;
        Ambient.Value = "of the caller";
        await Pool.ApplyAsync(static () => 1);
    }

    public async Task DisposeAsync()
    {
        await Host.StopAsync();
        Host.Dispose();
        Measured.Dispose();
    }
}
