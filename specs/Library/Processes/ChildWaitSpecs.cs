using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>Waits for a child that hold no thread, and waits for one of several children.</summary>
public static class ChildWaitSpecs
{
    private static readonly SharedRun<Seen> Program = new(See);
    private static readonly TimeSpan Limit = Limits.Wait;

    [Start(StartMethod.Spawn)]
    public class WithoutAThread
    {
        [Fact]
        public async Task A_task_ends_with_the_child_and_has_its_large_result_received()
        {
            using var child = ChildProcess.Start(static () => new byte[10_000_000]);

            await child.WaitAsync().WaitAsync(Limit);

            child.ExitCode.Should().Be(0);
            child.Result.Should().HaveCount(10_000_000);
        }

        [Fact]
        public async Task A_task_fails_with_what_the_child_threw()
        {
            using var child = ChildProcess.Start(static () => throw new TimeZoneNotFoundException("zone"));
            var wait = () => child.WaitAsync().WaitAsync(Limit);

            await wait.Should().ThrowAsync<TimeZoneNotFoundException>().WithMessage("zone");
            child.WaitHandle.WaitOne(0).Should().BeTrue();
            await wait.Should().ThrowAsync<TimeZoneNotFoundException>("it has ended before");
        }

        [Fact]
        public async Task A_wait_that_is_cancelled_leaves_the_child()
        {
            using var child = ChildProcess.Start(Sleep);
            using var cancellation = new CancellationTokenSource();
            var wait = child.WaitAsync(cancellation.Token);
            var other = child.WaitAsync(CancellationToken.None);

            await cancellation.CancelAsync();

            await FluentActions.Awaiting(() => wait).Should().ThrowAsync<OperationCanceledException>();
            child.IsAlive.Should().BeTrue();
            other.IsCompleted.Should().BeFalse("nobody cancelled that one");
            child.Dispose();
            await other.WaitAsync(Limit);
        }

        [Fact]
        public void A_handle_is_set_for_the_child_that_ended_and_for_no_other()
        {
            using var first = ChildProcess.Start(Sleep);
            using var second = ChildProcess.Start(Sleep);
            WaitHandle[] handles = [first.WaitHandle, second.WaitHandle];

            WaitHandle.WaitAny(handles, 0).Should().Be(WaitHandle.WaitTimeout, "both run");
            second.Kill();
            WaitHandle.WaitAny(handles, Limit).Should().Be(1);
            first.WaitHandle.WaitOne(0).Should().BeFalse("it still runs");
            first.Dispose();
            handles[0].WaitOne(Limit).Should().BeTrue("what is disposed of has ended");
        }
    }

    public abstract class ForOneOfSeveral(StartMethod start)
    {
        private Seen Seen => Program.Under(start);

        [Fact]
        public void No_child_is_named_while_all_run() => Seen.AtFirst.Should().BeNull();

        [Fact]
        public void The_child_that_ended_is_named() => Seen.Killed.Should().Be("second");

        [Fact]
        public void A_child_with_a_large_result_ends_while_it_is_waited_for() =>
            Seen.Large.Should().Be("large 10000000");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : ForOneOfSeveral(StartMethod.Spawn)
    {
        [Fact]
        public void What_cannot_be_waited_for_is_refused()
        {
            Func<object?>[] waits =
            [
                static () => ChildProcess.WaitAny(null!),
                static () => ChildProcess.WaitAny([]),
                static () => ChildProcess.WaitAny([null!]),
            ];
            foreach (var wait in waits)
                wait.Should().Throw<ArgumentException>();

            using var child = ChildProcess.Start(Sleep);
            var negative = () => ChildProcess.WaitAny([child], TimeSpan.FromSeconds(-2));
            negative.Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be("timeout");
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : ForOneOfSeveral(StartMethod.Fork)
    {
        [Fact]
        public void A_process_that_can_fork_has_no_thread_that_waits() =>
            RunForkReady(static () =>
                {
                    using var child = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    Func<object>[] waits = [() => child.WaitAsync(), () => child.WaitHandle];
                    return Array.ConvertAll(waits, wait => Pools.PoolPrograms.Thrown(() => wait())?.Message ?? "");
                })
                .Should()
                .AllSatisfy(refusal => refusal.Should().Contain("can fork").And.Contain("Use Join or WaitAny"));
    }

    public sealed record Seen(string? AtFirst, string? Killed, string Large);

    private static Seen See(StartMethod start)
    {
        using var first = ChildProcess.Start(Sleep, By(start) with { Name = "first" });
        using var second = ChildProcess.Start(Sleep, By(start) with { Name = "second" });
        var atFirst = ChildProcess.WaitAny([first, second], TimeSpan.Zero);
        second.Kill();
        var killed = ChildProcess.WaitAny([first, second], Limit);
        using var large = ChildProcess.Start(static () => new byte[10_000_000], By(start) with { Name = "large" });
        var ended = ChildProcess.WaitAny([first, large], Limit);
        return new(atFirst?.Name, killed?.Name, $"{ended?.Name} {large.Result.Length}");
    }

    private static void Sleep() => Thread.Sleep(Timeout.Infinite);
}
