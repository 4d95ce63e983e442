using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>Chunks whose workers died are run again, as often as the pool was told.</summary>
public static class RetrySpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_chunk_whose_worker_dies_is_run_again() =>
            Run(start, static start => InDirectory(directory => DieAtFirst(start, directory, deaths: 2, retries: 2)))
                .Should()
                .Be("0 1 2 3 4 5, and 3 tries of 3");

        [Fact]
        public void A_chunk_that_kills_each_of_its_workers_fails_alone() =>
            Run(start, static start => InDirectory(directory => DieAtFirst(start, directory, deaths: 9, retries: 1)))
                .Should()
                .Be("0 1 2 WorkerLostException 4 5, and 2 tries of 3");

        [Fact]
        public void Nothing_is_run_again_by_default() =>
            Run(start, static start => InDirectory(directory => DieAtFirst(start, directory, deaths: 9, retries: 0)))
                .Should()
                .Be("0 1 2 WorkerLostException 4 5, and 1 tries of 3");

        [Fact]
        public void What_a_function_throws_is_not_run_again() =>
            Run(
                    start,
                    static start =>
                        InDirectory(directory =>
                        {
                            using var pool = Pool(start, retries: 5);
                            var failure = Failure(() => pool.Apply(ThrowOnce, directory));
                            return (failure, Directory.GetFiles(directory).Length);
                        })
                )
                .Should()
                .Match<(string Failure, int Tries)>(seen =>
                    seen.Failure.StartsWith(nameof(InvalidOperationException)) && seen.Tries == 1
                );
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_negative_number_is_refused() =>
            Thrown(() => Pool(StartMethod.Spawn, retries: -1).Dispose())
                .Should()
                .BeOfType<ArgumentOutOfRangeException>()
                .Which.ParamName.Should()
                .Be(nameof(ProcessPoolOptions.RetryLost));
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    private static ProcessPool Pool(StartMethod start, int retries) =>
        new(
            new ProcessPoolOptions
            {
                Workers = 2,
                StartMethod = start,
                RetryLost = retries,
            }
        );

    private static string DieAtFirst(StartMethod start, string directory, int deaths, int retries)
    {
        using var pool = Pool(start, retries);
        var items = Enumerable.Range(0, 6).Select(number => (number, directory, deaths));
        var outcomes = pool.MapLazily(DieAtThree, items)
            .Outcomes()
            .Select(outcome => outcome.Exception?.GetType().Name ?? $"{outcome.Value}");
        return $"{string.Join(" ", outcomes)}, and {Directory.GetFiles(directory).Length} tries of 3";
    }

    // Each try leaves a file.
    private static int DieAtThree((int Number, string Directory, int Deaths) item)
    {
        if (item.Number != 3)
            return item.Number;

        File.WriteAllText(Path.Combine(item.Directory, $"{Environment.ProcessId}"), "");
        if (Directory.GetFiles(item.Directory).Length <= item.Deaths)
            Process.GetCurrentProcess().Kill();
        return item.Number;
    }

    private static int ThrowOnce(string directory)
    {
        File.WriteAllText(Path.Combine(directory, $"{Guid.NewGuid()}"), "");
        throw new InvalidOperationException();
    }
}
