using System.Runtime.CompilerServices;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>What cannot run in another process is refused before anything is started.</summary>
[Start(StartMethod.Spawn)]
public sealed class FunctionSpecs(FunctionSpecs.OnePool fixture) : IClassFixture<FunctionSpecs.OnePool>
{
    private readonly ProcessPool pool = fixture.Pool;

    [Fact]
    public void A_function_that_returns_a_task_is_refused()
    {
        Asynchronous(() => pool.Map(i => Task.FromResult(i), [1]), "a lambda in ");
        Asynchronous(() => pool.Map(async i => await Task.FromResult(i), [1]), "a lambda in ");
        Asynchronous(() => pool.Map(Later, [1]), "FunctionSpecs.Later");
        Asynchronous(() => pool.Map(LaterValue, [1]), "FunctionSpecs.LaterValue");
        Asynchronous(() => pool.Map(Items, [1]), "FunctionSpecs.Items");
        Asynchronous(() => pool.StarMap((int a, int b) => Task.FromResult(a + b), [(1, 2)]), "a lambda in ");
        Asynchronous(() => pool.Apply(async () => await Task.FromResult(1)), "a lambda in ");
        Asynchronous(() => pool.Apply(async i => await Task.FromResult(i), 1), "a lambda in ");
        Asynchronous(() => ChildProcess.Start(async () => await Task.FromResult(1)), "a lambda in ");
        Asynchronous(() => ChildProcess.Start(async i => await Task.FromResult(i), 1), "a lambda in ");
    }

    [Fact]
    public void An_async_function_without_a_result_is_refused()
    {
        Action once = async () => await Task.Yield();
        Action<int> each = async _ => await Task.Yield();
        Action<int, int> pair = async (_, _) => await Task.Yield();

        Asynchronous(() => pool.Map(each, [1]), "a lambda in ");
        Asynchronous(() => pool.StarMap(pair, [(1, 2)]), "a lambda in ");
        Asynchronous(() => ChildProcess.Start(once), "a lambda in ");
        Asynchronous(() => ChildProcess.Start(each, 1), "a lambda in ");
        Asynchronous(() => ChildProcess.Start(pair, 1, 2), "a lambda in ");
    }

    [Fact]
    public void A_function_that_waits_for_its_task_runs()
    {
        pool.Map(i => Later(i).GetAwaiter().GetResult(), [1, 2]).Should().Equal(2, 3);
        pool.Apply(() => LaterValue(1).AsTask().Result).Should().Be(2);
    }

    [Fact]
    public void No_function_is_refused()
    {
        Missing("function", () => pool.Map((Func<int, int>)null!, [1]));
        Missing("function", () => pool.Map((Action<int>)null!, [1]));
        Missing("function", () => pool.StarMap((Func<int, int, int>)null!, [(1, 2)]));
        Missing("function", () => pool.StarMap((Action<int, int>)null!, [(1, 2)]));
        Missing("function", () => pool.Apply((Func<int>)null!));
        Missing("function", () => pool.Apply((Func<int, int>)null!, 1));
        Missing("function", () => ChildProcess.Start(null!));
        Missing("function", () => ChildProcess.Start((Action<int>)null!, 1));
        Missing("function", () => ChildProcess.Start((Action<int, int>)null!, 1, 2));
        Missing("function", () => ChildProcess.Start((Func<int>)null!));
        Missing("function", () => ChildProcess.Start((Func<int, int>)null!, 1));
        Missing("function", () => ChildProcess.Start((Func<int, int, int>)null!, 1, 2));
    }

    [Fact]
    public void No_items_are_refused()
    {
        Missing("items", () => pool.Map(i => i, (int[])null!));
        Missing("items", () => pool.Map(_ => { }, (int[])null!));
        Missing("items", () => pool.StarMap((a, b) => a + b, ((int, int)[])null!));
        Missing("items", () => pool.StarMap((_, _) => { }, ((int, int)[])null!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(int.MaxValue - 1)]
    [InlineData(int.MaxValue)]
    public void Every_positive_chunk_size_is_taken(int chunkSize)
    {
        pool.Map(i => i + 1, [1, 2, 3], chunkSize).Should().Equal(2, 3, 4);
        pool.Map(i => i + 1, (int[])[], chunkSize).Should().BeEmpty();
        pool.StarMap((a, b) => a + b, [(1, 2), (3, 4)], chunkSize).Should().Equal(3, 7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void No_other_chunk_size_is(int chunkSize)
    {
        OutOfRange("chunkSize", () => pool.Map(i => i, [1], chunkSize));
        OutOfRange("chunkSize", () => pool.Map(_ => { }, [1], chunkSize));
        OutOfRange("chunkSize", () => pool.StarMap((a, b) => a + b, [(1, 2)], chunkSize));
        OutOfRange("chunkSize", () => pool.StarMap((_, _) => { }, [(1, 2)], chunkSize));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    public void The_default_chunk_size_does_not_overflow(int items, int workers) =>
        ProcessPool
            .DefaultChunkSize(items, workers)
            .Should()
            .Be((int)Math.Max(1, Math.Ceiling(items / (4.0 * workers))));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_number_of_workers_that_cannot_be_is_refused(int workers) =>
        OutOfRange("Workers", () => new ProcessPool(workers, StartMethod.Spawn).Dispose());

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_number_of_tasks_that_cannot_be_is_refused(int tasks) =>
        OutOfRange(
            "MaxTasksPerWorker",
            () => new ProcessPool(new() { Workers = 1, MaxTasksPerWorker = tasks }).Dispose()
        );

    [Fact]
    public void The_greatest_number_of_tasks_is_taken()
    {
        using var one = new ProcessPool(new() { Workers = 1, MaxTasksPerWorker = int.MaxValue });

        one.Map(i => i + 1, [1, 2]).Should().Equal(2, 3);
    }

    private static async Task<int> Later(int i)
    {
        await Task.Yield();
        return i + 1;
    }

    private static ValueTask<int> LaterValue(int i) => new(i + 1);

    private static async IAsyncEnumerable<int> Items(int i)
    {
        await Task.Yield();
        yield return i;
    }

    private static void Asynchronous(Action run, string name, [CallerArgumentExpression(nameof(run))] string what = "")
    {
        var refusal = run.Should().Throw<ArgumentException>(what).Which;
        refusal.ParamName.Should().Be("function");
        refusal.Message.Should().Contain(name).And.Contain(" is asynchronous").And.Contain("GetAwaiter().GetResult()");
    }

    private static void Missing(string name, Action run, [CallerArgumentExpression(nameof(run))] string what = "") =>
        run.Should().Throw<ArgumentNullException>(what).Which.ParamName.Should().Be(name);

    private static void OutOfRange(string name, Action run) =>
        run.Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be(name);

    public sealed class OnePool : IDisposable
    {
        public ProcessPool Pool { get; } = new(1, StartMethod.Spawn);

        public void Dispose() => Pool.Dispose();
    }
}
