using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// Several callers of one pool: they share its workers, and the failure of one call is not that of another.
/// </summary>
public static class PoolCallerSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn
    {
        [Fact]
        public void Calls_from_several_threads_share_the_workers()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);

            var sums = Enumerable
                .Range(0, 8)
                .AsParallel()
                .WithDegreeOfParallelism(8)
                .Select(n => pool.Map(static (int x) => x, Enumerable.Repeat(n, 200), 1).Sum())
                .Order();

            sums.Should().Equal(Enumerable.Range(0, 8).Select(n => 200 * n));
        }

        [Fact]
        public void A_cancelled_call_ends_and_the_pool_continues()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            using var soon = new CancellationTokenSource(200);

            var wait = () => pool.Map(static (int _) => Thread.Sleep(Timeout.Infinite), [1], cancellation: soon.Token);

            wait.Should().Throw<OperationCanceledException>();
            pool.Apply(static () => 1).Should().Be(1, "the other worker is idle");
        }

        [Fact]
        public async Task An_argument_whose_pickling_throws_fails_only_its_own_call()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            var marks = Directory.CreateTempSubdirectory("calls-");
            var other = Task.Run(() => pool.Apply(SignAndSleep, (marks.FullName, 500)));
            SpinWait.SpinUntil(() => marks.GetFiles().Length == 1, Limits.Wait).Should().BeTrue();

            var call = () =>
                Task.Run(() => pool.Apply(static (Dictionary<int, int> x) => x.Count, new(new Awkward())))
                    .WaitAsync(Limits.Wait);

            await call.Should().ThrowAsync<NotSupportedException>();
            (await other.WaitAsync(Limits.Wait)).Should().Be(500);
            marks.Delete(recursive: true);
        }
    }

    private static int SignAndSleep((string Directory, int Milliseconds) how)
    {
        File.Create(Path.Combine(how.Directory, $"{how.Milliseconds}")).Dispose();
        Thread.Sleep(how.Milliseconds);
        return how.Milliseconds;
    }

    private sealed class Awkward : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => x == y;

        public int GetHashCode(int obj) => obj;

        public override bool Equals(object? obj) => throw new NotSupportedException("Pickling asks for this.");

        public override int GetHashCode() => 0;
    }
}
