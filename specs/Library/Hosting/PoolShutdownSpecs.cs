using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>A pool ends after the services of its host.</summary>
[Start(StartMethod.Spawn)]
public sealed class PoolShutdownSpecs
{
    [Fact]
    public async Task A_pool_serves_services_that_stop_and_finishes_its_calls()
    {
        using var log = new LoggedMessages();
        using var host = Hosts.With(
            services =>
            {
                services.AddHostedService<UserOfPool>(); // added first, so started first and stopped last
                services.AddProcessPool("stopped", options => options with { Workers = 1 });
                services.AddHealthChecks().AddProcessPool("stopped");
            },
            log
        );
        await host.StartAsync();
        var pool = host.Services.GetRequiredService<ProcessPool>();
        var worker = Process.GetProcessById(pool.WorkerIds[0]);

        var call = pool.ApplyAsync(Sleep, 100);
        await host.StopAsync();

        (await call).Should().Be(100);
        UserOfPool.Of(host).Results.Should().Equal(1, 2);
        HasEnded(worker).Should().BeTrue();
        log.Last(2).Should().Be("Pool stopped has finished its calls and ended.");
        pool.Invoking(it => it.Apply(Sleep, 0)).Should().Throw<ObjectDisposedException>();
        (await host.Health()).Status.Should().Be(HealthStatus.Unhealthy, "each call would fail");
    }

    [Fact]
    public async Task Calls_fail_and_workers_are_killed_when_the_time_of_the_host_is_up()
    {
        using var log = new LoggedMessages();
        using var host = Hosts.With(
            services =>
            {
                services.AddProcessPool("hung", options => options with { Workers = 1 });
                services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
            },
            log
        );
        await host.StartAsync();
        var pool = host.Services.GetRequiredKeyedService<ProcessPool>("hung");
        var worker = Process.GetProcessById(pool.WorkerIds[0]);

        pool.Apply(Sleep, 0); // a worker that is still starting is waited for
        var call = pool.ApplyAsync(Sleep, Timeout.Infinite);
        await host.StopAsync().WaitAsync(Limits.Wait);

        (await Record.ExceptionAsync(() => call)).Should().BeOfType<ObjectDisposedException>();
        HasEnded(worker).Should().BeTrue();
        log.Last(3).Should().StartWith("Pool hung had not finished its calls when the host's time");
        log.Last(2).Should().BeNull();
    }

    private static bool HasEnded(Process process)
    {
        using (process)
            return process.WaitForExit(Limits.Wait);
    }

    private static int Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    private sealed class UserOfPool(ProcessPool pool) : IHostedService
    {
        public List<int> Results { get; } = [];

        public static UserOfPool Of(IHost host) =>
            host.Services.GetServices<IHostedService>().OfType<UserOfPool>().Single();

        public async Task StartAsync(CancellationToken cancellationToken) =>
            Results.Add(await pool.ApplyAsync(static () => 1, cancellationToken));

        public async Task StopAsync(CancellationToken cancellationToken) =>
            Results.Add(await pool.ApplyAsync(static () => 2, cancellationToken));
    }
}
