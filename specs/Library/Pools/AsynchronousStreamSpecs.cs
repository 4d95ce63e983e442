using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// The forms that read their items as the results are awaited: <c>MapStream</c> and <c>MapUnordered</c>. CPython:
/// <c>imap</c> and <c>imap_unordered</c>.
/// </summary>
public sealed class AsynchronousStreamSpecs(AsynchronousCallSpecs.TwoWorkers fixture)
    : IClassFixture<AsynchronousCallSpecs.TwoWorkers>
{
    private readonly ProcessPool pool = fixture.Pool;

    [Fact]
    public async Task Results_come_in_the_order_of_the_items() =>
        (await pool.MapStream(static (int x) => x * x, Enumerable.Range(0, 1_000)).ToArrayAsync())
            .Should()
            .Equal(Enumerable.Range(0, 1_000).Select(x => x * x));

    [Fact]
    public async Task Without_an_order_each_item_has_one_result() =>
        (await pool.MapUnordered(static (int x) => x, Numbers(1_000), chunkSize: 7).ToArrayAsync())
            .Should()
            .BeEquivalentTo(Enumerable.Range(0, 1_000));

    [Fact]
    public async Task A_channel_is_a_source()
    {
        var channel = Channel.CreateUnbounded<int>();
        foreach (var number in Enumerable.Range(0, 100))
            channel.Writer.TryWrite(number);
        channel.Writer.Complete();

        (await pool.MapStream(static (int x) => -x, channel.Reader).ToArrayAsync())
            .Should()
            .Equal(Enumerable.Range(0, 100).Select(x => -x));
        (await pool.MapUnordered(static (int x) => -x, channel.Reader).ToArrayAsync()).Should().BeEmpty();
    }

    /// <summary>The source sends its next item only when the result of the one before has been taken.</summary>
    [Fact]
    public async Task A_result_is_given_while_the_source_is_silent()
    {
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(0);
        var results = new List<int>();

        await foreach (var result in pool.MapStream(static (int x) => x, channel.Reader, chunkSize: 4))
        {
            results.Add(result);
            if (result < 5)
                channel.Writer.TryWrite(result + 1);
            else
                channel.Writer.Complete();
        }

        results.Should().Equal(0, 1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task Each_item_has_its_own_outcome()
    {
        var outcomes = await pool.MapUnordered(static (int x) => 6 / x, Enumerable.Range(0, 4), chunkSize: 2)
            .Outcomes()
            .ToArrayAsync();

        outcomes
            .OrderBy(outcome => outcome.Index)
            .Select(outcome => outcome.IsSuccess ? $"{outcome.Value}" : outcome.Exception!.GetType().Name)
            .Should()
            .Equal(nameof(DivideByZeroException), "6", "3", "2");
        outcomes
            .Single(outcome => !outcome.IsSuccess)
            .Invoking(outcome => outcome.Value)
            .Should()
            .Throw<DivideByZeroException>();
    }

    [Fact]
    public async Task A_consumer_that_stops_early_ends_a_source_that_is_silent()
    {
        var ended = new TaskCompletionSource();

        await foreach (var result in pool.MapStream(static (int x) => x, OneAndSilence(ended)))
        {
            result.Should().Be(1);
            break;
        }

        await ended.Task.WaitAsync(Limits.Wait);
    }

    [Fact]
    public async Task A_source_that_throws_gives_the_results_of_the_items_before()
    {
        var results = new List<int>();

        var read = async () =>
        {
            await foreach (var result in pool.MapStream(static (int x) => x, OneTwoThrow()))
                results.Add(result);
        };

        await read.Should().ThrowAsync<InvalidOperationException>().WithMessage("the source failed");
        results.Should().Equal(1, 2);
    }

    [Fact]
    public async Task Cancellation_ends_the_enumeration_and_the_pool_continues()
    {
        using var soon = new CancellationTokenSource(100);

        var read = async () =>
        {
            await foreach (
                var _ in pool.MapStream(static (int x) => x, OneAndSilence(new())).WithCancellation(soon.Token)
            ) { }
        };

        await read.Should().ThrowAsync<OperationCanceledException>();
        (await pool.ApplyAsync(static () => 1)).Should().Be(1);
    }

    [Fact]
    public async Task A_pool_that_is_disposed_meanwhile_ends_the_enumeration()
    {
        using var own = new ProcessPool(1, StartMethod.Spawn);

        var read = async () =>
        {
            await foreach (var _ in own.MapStream(static (int x) => x, Enumerable.Range(0, int.MaxValue)))
                own.Dispose();
        };

        await read.Should().ThrowAsync<ObjectDisposedException>();
    }

    private static async IAsyncEnumerable<int> Numbers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 100 == 0)
                await Task.Yield();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> OneTwoThrow()
    {
        yield return 1;
        yield return 2;
        await Task.Yield();
        throw new InvalidOperationException("the source failed");
    }

    private static async IAsyncEnumerable<int> OneAndSilence(
        TaskCompletionSource ended,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        try
        {
            yield return 1;
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            ended.TrySetResult();
        }
    }
}
