using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>A module that runs in its main program and fails in each worker.</summary>
internal static class UnhealthyModule
{
    private static readonly int Answer = CurrentProcess.Name.Contains("worker", StringComparison.Ordinal)
        ? throw new InvalidDataException("no such module")
        : 42;

    /// <summary>
    /// What the check of its pool reports, when it reports something else than at first; and what is logged.
    /// </summary>
    public static (string Health, string? Log) ReportHealth()
    {
        using var log = new LoggedMessages();
        using var host = Hosts.With(
            static services =>
            {
                services.AddProcessPool("broken", static options => options with { Workers = 1 });
                services.AddHealthChecks().AddProcessPool("broken", failureStatus: HealthStatus.Degraded);
            },
            log
        );
        var pool = host.Services.GetRequiredService<ProcessPool>();
        SpinWait.SpinUntil(() => host.Health().Result.Status != HealthStatus.Healthy, Limits.Wait);
        var health = host.Health().Result;
        return (
            $"{health.Status}: {health.Description} {pool.Statistics.StartedWorkers + Answer - 42} was started.",
            log.Last(11)
        );
    }
}
