using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>Thousands of small tasks beside large ones: each is run once, or is lost with its worker.</summary>
[Soak]
[Start(StartMethod.Spawn)]
public class ManySmallTasksSpecs
{
    private static int runs;

    [Fact]
    public void Each_task_of_several_callers_is_run_once()
    {
        using var pool = new ProcessPool(3, StartMethod.Spawn);
        var sizes = SmallTaskSpecs.Sizes(1_000).ToArray();

        var results = SoakAttribute
            .Tries(10)
            .SelectMany(_ =>
                Enumerable
                    .Range(0, 4)
                    .AsParallel()
                    .WithDegreeOfParallelism(4)
                    .SelectMany(caller =>
                        caller == 0
                            ? sizes.Take(50).Select(size => pool.Apply(CountRun, new byte[size]))
                            : pool.Map(CountRun, sizes.Select(size => new byte[size]), chunkSize: 1)
                    )
            )
            .ToList();

        results
            .GroupBy(result => result.Process)
            .Sum(worker => worker.Max(result => result.Run))
            .Should()
            .Be(results.Count, "no worker ran a task whose result was not received");
        results.Distinct().Should().HaveCount(results.Count, "no result was given twice");
    }

    [Fact]
    public void Tasks_that_kill_their_workers_fail_alone()
    {
        using var pool = new ProcessPool(2, StartMethod.Spawn);

        foreach (var i in SoakAttribute.Tries(10))
        {
            var fails = () => pool.Map(DieAt, Enumerable.Range(0, 500).Select(index => index - i), chunkSize: 1);

            fails.Should().Throw<WorkerLostException>();
            pool.Map(static (int x) => x, Enumerable.Range(0, 500), chunkSize: 1)
                .Should()
                .Equal(Enumerable.Range(0, 500));
        }
    }

    private static (int Process, int Run) CountRun(byte[] bytes) => (Environment.ProcessId, ++runs);

    private static void DieAt(int index)
    {
        if (index == 250)
            Process.GetCurrentProcess().Kill();
    }
}
