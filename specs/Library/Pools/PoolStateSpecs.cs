using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>What a pool says of itself to a person who debugs it.</summary>
public static class PoolStateSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn
    {
        [Fact]
        public void A_pool_names_its_workers_its_calls_and_its_state()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);

            pool.ToString().Should().Be("ProcessPool (Spawn): 2 of 2 workers, 0 calls, Running");
        }

        [Fact]
        public void A_closed_pool_says_so()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);

            pool.Close();

            pool.ToString().Should().EndWith("Closed");
        }

        [Fact]
        public void The_state_has_what_each_worker_runs_and_how_far_each_call_is()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            using var end = new CancellationTokenSource();
            var call = Task.Run(() => pool.Map(WaitForever, [new byte[10_000], [], []], chunkSize: 1, end.Token));

            var state = "";
            SpinWait
                .SpinUntil(() => (state = pool.DescribeState()).Split("runs chunk").Length == 3, Limits.Wait)
                .Should()
                .BeTrue("both workers run a chunk: {0}", state);

            state
                .Should()
                .MatchRegex(@"worker-\d+ \(process \d+, worker [01]\): runs chunk 0 of call \d+ for \d+\.\d s")
                .And.MatchRegex(@"call \d+ of PoolStateSpecs\.WaitForever: 0 of 3 chunks done, \d not handed out");
            end.Cancel();
            call.Invoking(ended => ended.Wait(Limits.Wait)).Should().Throw<OperationCanceledException>();
        }
    }

    private static void WaitForever(byte[] bytes) => Thread.Sleep(Timeout.Infinite);
}
