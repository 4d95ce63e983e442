using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Semaphores, events, conditions and barriers in shared memory, as two objects that map one segment see
/// them.</summary>
public static class SharedSignalSpecs
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    public static class A_semaphore
    {
        [Fact]
        public static void Its_units_are_taken_by_whoever_comes_and_given_back_by_anybody()
        {
            using var first = SharedSemaphore.Create(2);
            using var second = SharedSemaphore.Open(first.Name);

            first.Acquire().Should().BeTrue();
            second.TryAcquire().Should().BeTrue();
            second.Acquire(Short).Should().BeFalse();
            first.Release(2);

            second.Count.Should().Be(2);
        }

        [Fact]
        public static async Task A_unit_that_is_given_back_ends_one_wait()
        {
            using var first = SharedSemaphore.Create(0);
            using var second = SharedSemaphore.Open(first.Name);
            var waits = Enumerable.Range(0, 3).Select(_ => LongTask.Run(() => second.Acquire())).ToList();
            await Task.Delay(Short);

            first.Release();
            waits.Remove(await Task.WhenAny(waits).WaitAsync(Limits.Wait));
            await Task.Delay(2 * Short);
            waits.Should().NotContain(wait => wait.IsCompleted);

            first.Release(2);
            await Task.WhenAll(waits).WaitAsync(Limits.Wait);
        }

        [Fact]
        public static void It_is_not_released_above_its_limit()
        {
            using var bounded = SharedSemaphore.Create(1, maxCount: 2);
            using var opened = SharedSemaphore.Open(bounded.Name);

            opened.Invoking(one => one.Release(2)).Should().Throw<SemaphoreFullException>();
            opened.Count.Should().Be(1, "none was added");
            opened.Release();
            opened.Invoking(one => one.Release(int.MaxValue)).Should().Throw<SemaphoreFullException>();
        }

        [Theory]
        [InlineData(-1, 1)]
        [InlineData(0, 0)]
        [InlineData(3, 2)]
        public static void Impossible_counts_are_refused(int count, int maxCount) =>
            FluentActions
                .Invoking(() => SharedSemaphore.Create(count, maxCount))
                .Should()
                .Throw<ArgumentOutOfRangeException>();
    }

    public static class An_event
    {
        [Fact]
        public static async Task All_that_wait_go_on_though_it_is_cleared_at_once()
        {
            using var first = SharedEvent.Create();
            using var second = SharedEvent.Open(first.Name);
            first.Wait(Short).Should().BeFalse();
            var waits = Enumerable.Range(0, 3).Select(_ => LongTask.Run(() => second.Wait(Limits.Wait))).ToList();
            SpinWait.SpinUntil(() => Waiters(second) == 3, Limits.Wait).Should().BeTrue();

            first.Set();
            first.Clear();

            (await Task.WhenAll(waits)).Should().AllBeEquivalentTo(true);
            second.IsSet.Should().BeFalse();
            second.Wait(TimeSpan.Zero).Should().BeFalse("a wait that begins later is not ended");
        }

        [Fact]
        public static async Task A_wait_for_it_can_be_cancelled()
        {
            using var flag = SharedEvent.Create();
            using var cancellation = new CancellationTokenSource();
            var waiting = LongTask.Run(() => flag.Wait(cancellation: cancellation.Token));
            await Task.Delay(Short);

            await cancellation.CancelAsync();

            await waiting.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<OperationCanceledException>();
        }
    }

    private static int Waiters(SharedSynchronization shared) => (int)(SharedLockSpecs.Word(shared) >> 32);

    public static class A_condition
    {
        [Fact]
        public static async Task A_notification_ends_as_many_waits_as_it_says()
        {
            using var first = SharedCondition.Create();
            using var second = SharedCondition.Open(first.Name);
            var waits = Begun(second, 5);

            Notify(first, 2);
            waits.Remove(await Task.WhenAny(waits).WaitAsync(Limits.Wait));
            waits.Remove(await Task.WhenAny(waits).WaitAsync(Limits.Wait));
            await Task.Delay(4 * Short);
            waits.Should().NotContain(wait => wait.IsCompleted);

            Notify(first, int.MaxValue);
            (await Task.WhenAll(waits).WaitAsync(Limits.Wait)).Should().AllBeEquivalentTo(true);
        }

        [Fact]
        public static async Task A_notification_is_not_kept_for_a_later_wait()
        {
            using var condition = SharedCondition.Create();
            InLock(condition, () => condition.Wait(Short)).Should().BeFalse();
            Notify(condition, 1);

            var waits = Begun(condition, 2);
            Notify(condition, 1);
            waits.Remove(await Task.WhenAny(waits).WaitAsync(Limits.Wait));
            await Task.Delay(4 * Short);

            waits[0].IsCompleted.Should().BeFalse("nobody waited for the first one");
            Notify(condition, 1);
            (await waits[0]).Should().BeTrue();
        }

        [Fact]
        public static async Task A_wait_that_is_given_up_leaves_the_notification_to_another_one()
        {
            using var condition = SharedCondition.Create();
            using var cancellation = new CancellationTokenSource();
            var cancelled = LongTask.Run(() =>
                InLock(condition, () => condition.Wait(cancellation: cancellation.Token))
            );
            await Task.Delay(Short);
            var waits = Begun(condition, 1);

            await cancellation.CancelAsync();
            await cancelled
                .Invoking(one => one.WaitAsync(Limits.Wait))
                .Should()
                .ThrowAsync<OperationCanceledException>();
            Notify(condition, 1);

            (await waits[0].WaitAsync(Limits.Wait)).Should().BeTrue();
        }

        [Fact]
        public static void It_works_with_a_given_lock_however_often_that_is_held()
        {
            using var shared = SharedLock.Create(recursive: true, $"{Guid.NewGuid()}-{new string('l', 200)}");
            using var condition = SharedCondition.Create(shared);
            using var opened = SharedCondition.Open(condition.Name);
            shared.Acquire();
            opened.Acquire();

            opened.Wait(Short).Should().BeFalse();

            condition.Release();
            shared.Release();
            shared.HolderId.Should().BeNull();
            condition.Invoking(one => one.Wait()).Should().Throw<InvalidOperationException>();
            condition.Invoking(one => one.NotifyAll()).Should().Throw<InvalidOperationException>();
        }

        [Fact]
        public static async Task What_is_waited_for_is_checked_while_the_lock_is_held()
        {
            using var condition = SharedCondition.Create();
            var isReady = false;
            var waiting = LongTask.Run(() => InLock(condition, () => condition.WaitFor(() => isReady, Limits.Wait)));
            await Task.Delay(Short);
            Notify(condition, 1);
            await Task.Delay(Short);
            waiting.IsCompleted.Should().BeFalse();

            InLock(condition, () => isReady = true);
            Notify(condition, 1);

            (await waiting).Should().BeTrue();
        }

        // Each has released the lock, and waits, when it is free again.
        private static List<Task<bool>> Begun(SharedCondition condition, int count)
        {
            using var haveLock = new CountdownEvent(count);
            var waits = Enumerable.Range(0, count).Select(_ => LongTask.Run(Wait)).ToList();
            haveLock.Wait(Limits.Wait).Should().BeTrue();
            condition.Hold().Dispose();
            return waits;

            bool Wait()
            {
                using (condition.Hold())
                {
                    haveLock.Signal();
                    return condition.Wait(Limits.Wait);
                }
            }
        }

        private static void Notify(SharedCondition condition, int count)
        {
            using (condition.Hold())
                condition.Notify(count);
        }

        private static T InLock<T>(SharedCondition condition, Func<T> function)
        {
            using (condition.Hold())
                return function();
        }
    }

    public static class A_barrier
    {
        [Fact]
        public static async Task The_last_party_lets_all_go_on_round_after_round()
        {
            using var first = SharedBarrier.Create(3);
            using var second = SharedBarrier.Open(first.Name);
            (second.Parties, second.Waiting).Should().Be((3, 0));

            for (var round = 0; round < 30; round++)
            {
                var parties = new[] { first, second, first }.Select(one => LongTask.Run(() => one.Wait(Limits.Wait)));
                (await Task.WhenAll(parties)).Should().BeEquivalentTo([0, 1, 2]);
            }
        }

        [Fact]
        public static async Task It_breaks_for_all_when_the_time_of_one_is_up()
        {
            using var barrier = SharedBarrier.Create(3);
            using var quick = SharedBarrier.Create(2, timeout: Short);
            var waiting = LongTask.Run(() => barrier.Wait());
            SpinWait.SpinUntil(() => barrier.Waiting == 1, Limits.Wait).Should().BeTrue();

            barrier
                .Invoking(one => one.Wait(Short))
                .Should()
                .Throw<InvalidOperationException>()
                .WithMessage("*broken*");
            quick.Invoking(one => one.Wait()).Should().Throw<InvalidOperationException>();

            await waiting.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<InvalidOperationException>();
            (barrier.IsBroken, quick.IsBroken).Should().Be((true, true));
        }

        [Fact]
        public static async Task A_reset_makes_it_usable_and_ends_the_waits()
        {
            using var barrier = SharedBarrier.Create(2);
            var waiting = LongTask.Run(() => barrier.Wait());
            SpinWait.SpinUntil(() => barrier.Waiting == 1, Limits.Wait).Should().BeTrue();

            barrier.Reset();

            await waiting.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<InvalidOperationException>();
            barrier.IsBroken.Should().BeFalse();
            barrier.Abort();
            barrier.IsBroken.Should().BeTrue();
            barrier.Reset();
            var parties = new[] { barrier, barrier }.Select(one => LongTask.Run(() => one.Wait(Limits.Wait)));
            (await Task.WhenAll(parties)).Should().BeEquivalentTo([0, 1]);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(-1)]
        [InlineData(int.MaxValue)]
        public static void An_impossible_number_of_parties_is_refused(int parties) =>
            FluentActions.Invoking(() => SharedBarrier.Create(parties)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
