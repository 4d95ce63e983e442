using Multiprocessing;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Readme;

/// <summary>What the README says of using the library, run.</summary>
public static class UseSpecs
{
    private static int[] numbers = [];

    [Fact, Start(StartMethod.Spawn)]
    public static void A_pool_maps_a_function_over_items()
    {
        using var pool = new ProcessPool(workers: 2, StartMethod.Spawn);
        int[] squares = pool.Map(Square, [1, 2, 3, 4]);

        squares.Should().Equal(1, 4, 9, 16);
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void A_child_process_runs_one_function()
    {
        using var child = ChildProcess.Start(Square, 7);
        int square = child.Result;

        square.Should().Be(49);
    }

    [Fact, Start(StartMethod.Fork)]
    public static void A_program_that_forks_is_spawned_for_it()
    {
        using var program = ChildProcess.Start(SumOfManyNumbers, new ChildProcessOptions { ForkReady = true });
        long sum = program.Result;

        sum.Should().Be(499_999_500_000);
    }

    private static int Square(int x) => x * x;

    private static long SumOfManyNumbers()
    {
        // Nothing of this is sent to a worker: each forked one has it.
        numbers = [.. Enumerable.Range(0, 1_000_000)];

        using var pool = new ProcessPool(workers: 2, StartMethod.Fork);
        return pool.Map(SumOfHalf, [0, 500_000]).Sum();
    }

    private static long SumOfHalf(int start) => numbers.Skip(start).Take(500_000).Sum(number => (long)number);
}
