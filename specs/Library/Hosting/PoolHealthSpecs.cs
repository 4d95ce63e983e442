using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>The health check of a pool that cannot run tasks.</summary>
[Start(StartMethod.Spawn)]
public sealed class PoolHealthSpecs
{
    [Fact]
    public void A_pool_whose_module_throws_fails_its_check_before_the_first_call_and_is_logged()
    {
        using var main = ChildProcess.Start(UnhealthyModule.ReportHealth);

        main.Result.Health.Should().Be("Degraded: Each call fails: no such module 1 was started.");
        main.Result.Log.Should().Be("Pool broken is broken; each call fails with this exception.");
    }
}
