using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;

namespace SharedStateSpecs.Library.Pools;

/// <summary>What a receiver of progress is told, and options of a call that make no sense.</summary>
[Start(StartMethod.Spawn)]
public sealed class PoolProgressSpecs(AsynchronousCallSpecs.TwoWorkers fixture)
    : IClassFixture<AsynchronousCallSpecs.TwoWorkers>
{
    private readonly ProcessPool pool = fixture.Pool;
    private readonly Receiver receiver = new();

    [Fact]
    public async Task The_last_report_says_that_all_is_done()
    {
        var options = new PoolCallOptions { ChunkSize = 10, Progress = receiver };

        pool.Map(static (int x) => x, Enumerable.Range(0, 95), options);
        receiver.Reports.Last().Should().Be(new PoolProgress(95, 0, 95));

        await pool.MapAsync(static (int x) => x, Enumerable.Range(0, 5), options);
        receiver.Reports.Last().Should().Be(new PoolProgress(5, 0, 5));
    }

    [Fact]
    public void Reports_never_go_back_and_none_is_repeated()
    {
        pool.Map(
            static (int x) => x,
            Enumerable.Range(0, 2_000),
            new PoolCallOptions { ChunkSize = 1, Progress = receiver }
        );

        receiver.Reports.Select(report => report.Done).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        receiver.Reports.Should().AllSatisfy(report => report.Total.Should().Be(2_000));
    }

    [Fact]
    public void What_failed_is_counted_in_items()
    {
        var options = new PoolCallOptions { ChunkSize = 2, Progress = receiver };

        _ = Thrown(() => pool.Map(ThrowAtThree, Enumerable.Range(0, 6), options));
        receiver.Reports.Last().Should().Be(new PoolProgress(6, 2, 6), "the outcome is that of the chunk");

        _ = pool.MapLazily(ThrowAtThree, Enumerable.Range(0, 6), options).Outcomes().ToList();
        receiver.Reports.Last().Should().Be(new PoolProgress(6, 1, 6), "each item has its own outcome");
    }

    [Fact]
    public void The_total_is_known_when_the_source_has_been_read()
    {
        var options = new PoolCallOptions { ReadAhead = 4, Progress = receiver };

        _ = pool.MapLazily(static (int x) => x, Enumerable.Range(0, 100), options).ToList();

        receiver.Reports[0].Total.Should().BeNull();
        receiver.Reports.Last().Should().Be(new PoolProgress(100, 0, 100));
    }

    [Fact]
    public async Task What_a_receiver_throws_ends_its_call_alone()
    {
        receiver.Failure = new InvalidDataException("no more");
        var options = new PoolCallOptions { ChunkSize = 1, Progress = receiver };
        var other = pool.MapAsync(static (int x) => x, Enumerable.Range(0, 1_000), chunkSize: 1);

        var call = () => pool.Map(static (int x) => x, Enumerable.Range(0, 1_000), options);

        call.Should().Throw<InvalidDataException>().WithMessage("no more");
        (await other).Should().HaveCount(1_000);
    }

    [Fact]
    public void A_receiver_that_uses_the_pool_is_refused()
    {
        receiver.Action = () => pool.Apply(static () => 1);

        var call = () => pool.Map(static (int x) => x, [1, 2], new PoolCallOptions { Progress = receiver });

        call.Should().Throw<InvalidOperationException>().WithMessage("*receiver of progress*");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Refused(new() { ChunkSize = 0 }).Should().Be(nameof(PoolCallOptions.ChunkSize));
        Refused(new() { ReadAhead = 0 }).Should().Be(nameof(PoolCallOptions.ReadAhead));
        Refused(new() { RetryLost = -1 }).Should().Be(nameof(PoolCallOptions.RetryLost));
        Refused(new() { TaskTimeout = TimeSpan.Zero }).Should().Be(nameof(PoolCallOptions.TaskTimeout));
        Refused(new() { TaskTimeout = TimeSpan.FromDays(-1) }).Should().Be(nameof(PoolCallOptions.TaskTimeout));
        Thrown(() => pool.Apply(static () => 1, null!)).Should().BeOfType<ArgumentNullException>();
        Thrown(() => new ProcessPool(new() { TaskTimeout = TimeSpan.Zero }).Dispose())
            .Should()
            .BeOfType<ArgumentOutOfRangeException>();
        pool.Map(static (int x) => x, [1], new PoolCallOptions { TaskTimeout = TimeSpan.MaxValue }).Should().Equal(1);
    }

    private string? Refused(PoolCallOptions options) =>
        (Thrown(() => pool.Map(static (int x) => x, [1], options)) as ArgumentOutOfRangeException)?.ParamName;

    private static int ThrowAtThree(int item) => item == 3 ? throw new InvalidOperationException() : item;

    private sealed class Receiver : IProgress<PoolProgress>
    {
        public List<PoolProgress> Reports { get; } = [];

        public Exception? Failure { get; set; }

        public Action Action { get; set; } = () => { };

        public void Report(PoolProgress value)
        {
            Reports.Add(value);
            Action();
            if (Failure is not null)
                throw Failure;
        }
    }
}
