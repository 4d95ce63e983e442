using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>Proxies of queues, locks and other objects that callers wait for.</summary>
public static class WaitingProxySpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50),
        Long = Limits.Wait;

    public abstract class OnAnyServer(bool onCPython) : AnyServerSpecs(onCPython)
    {
        [Fact]
        public void A_queue_returns_items_in_order()
        {
            using var queue = Manager.Queue<string>(maxSize: 2);

            queue.Put("a");
            queue.TryPut("b").Should().BeTrue();
            queue.TryPut("c", Moment).Should().BeFalse("there is room for two");
            queue.Invoking(it => it.Put("c", Moment)).Should().Throw<TimeoutException>();
            (queue.Count, queue.IsFull).Should().Be((2, true));

            queue.Get().Should().Be("a");
            queue.TryGet(out var second).Should().BeTrue();
            second.Should().Be("b");
            queue.TryGet(out _).Should().BeFalse();
            queue.Invoking(it => it.Get(Moment)).Should().Throw<TimeoutException>();
        }

        [Fact]
        public async Task A_wait_for_an_item_ends_when_one_is_added()
        {
            using var queue = Manager.Queue<int>();
            var taking = Task.Run(() => queue.Get(Long));

            queue.Put(7);

            (await taking.WaitAsync(Long)).Should().Be(7);
        }

        [Fact]
        public async Task A_cancelled_wait_takes_nothing()
        {
            using var queue = Manager.Queue<int>();
            using var cancelled = new CancellationTokenSource();
            var taking = Task.Run(() => queue.Get(cancellation: cancelled.Token));
            Thread.Sleep(Moment);

            await cancelled.CancelAsync();

            await taking.Invoking(it => it.WaitAsync(Long)).Should().ThrowAsync<OperationCanceledException>();
            queue.Put(8);
            queue.Get(Long).Should().Be(8);
        }

        [Fact]
        public async Task Join_waits_until_every_item_is_done()
        {
            using var queue = Manager.JoinableQueue<int>();
            queue.Put(1);
            var joining = Task.Run(() => queue.Join());

            queue.Get();
            Thread.Sleep(Moment);
            joining.IsCompleted.Should().BeFalse("the item is not finished");
            queue.TaskDone();

            await joining.WaitAsync(Long);
            queue.Invoking(it => it.TaskDone()).Should().Throw<ArgumentException>();
        }

        [Fact]
        public void Join_ends_when_its_time_is_up_or_it_is_cancelled()
        {
            using var queue = Manager.JoinableQueue<int>();
            using var cancelled = new CancellationTokenSource(Moment);
            queue.Put(1);

            queue.Join(Moment).Should().BeFalse("the item is not finished");
            queue.Invoking(it => it.Join(cancellation: cancelled.Token)).Should().Throw<OperationCanceledException>();
            queue.TaskDone();

            queue.Join(Long, CancellationToken.None).Should().BeTrue();
        }

        [Fact]
        public async Task A_lock_has_one_holder()
        {
            using var one = Manager.Lock();

            using (one.Hold())
                (await Task.Run(() => one.Acquire(Moment))).Should().BeFalse();

            one.Acquire(Moment).Should().BeTrue();
            one.Release();
            one.Invoking(it => it.Release()).Should().Throw<InvalidOperationException>();
        }

        [Fact]
        public void A_reentrant_lock_belongs_to_a_thread()
        {
            using var one = Manager.RLock();
            bool Another(TimeSpan limit) => OnAnotherThread(() => one.Acquire(limit)).GetAwaiter().GetResult();

            one.Acquire().Should().BeTrue();
            one.Acquire().Should().BeTrue("this thread already holds it");
            Another(Moment).Should().BeFalse();
            one.Release();
            one.Release();

            Another(Long).Should().BeTrue();
        }

        [Fact]
        public void A_semaphore_counts()
        {
            using var semaphore = Manager.Semaphore(2);
            using var bounded = Manager.BoundedSemaphore(1);

            semaphore.Acquire().Should().BeTrue();
            semaphore.Acquire().Should().BeTrue();
            semaphore.Acquire(Moment).Should().BeFalse();
            semaphore.Release();
            semaphore.Acquire(Long).Should().BeTrue();
            bounded.Invoking(it => it.Release()).Should().Throw<ArgumentException>();
        }

        [Fact]
        public async Task An_event_ends_all_waits_for_it()
        {
            using var done = Manager.Event();
            var waiting = Task.Run(() => done.Wait(Long));

            done.Wait(Moment).Should().BeFalse();
            done.Set();

            (await waiting.WaitAsync(Long)).Should().BeTrue();
            done.IsSet.Should().BeTrue();
            done.Clear();
            done.IsSet.Should().BeFalse();
        }

        [Fact]
        public async Task Only_the_holder_of_its_lock_notifies_a_condition()
        {
            using var condition = Manager.Condition();
            using var waits = Manager.Event();
            var waiting = OnAnotherThread(() =>
            {
                using var held = condition.Hold();
                waits.Set();
                return condition.Wait(Long);
            });
            waits.Wait(Long).Should().BeTrue();

            using (condition.Hold())
                condition.NotifyAll();

            (await waiting).Should().BeTrue();
            condition
                .Invoking(it => it.Notify())
                .Should()
                .Throw<InvalidOperationException>("this thread does not hold the lock");
        }

        [Fact]
        public async Task A_barrier_releases_all_together()
        {
            using var barrier = Manager.Barrier(2);
            var other = Task.Run(() => barrier.Wait(Long));

            var mine = barrier.Wait(Long);

            new[] { mine, await other.WaitAsync(Long) }.Should().BeEquivalentTo([0, 1]);
            barrier.Parties.Should().Be(2);
            barrier.Abort();
            barrier.IsBroken.Should().BeTrue();
            barrier.Invoking(it => it.Wait()).Should().Throw<InvalidOperationException>();
        }

        [Fact]
        public async Task A_wait_at_a_barrier_can_be_cancelled()
        {
            using var barrier = Manager.Barrier(2);
            using var cancelled = new CancellationTokenSource();
            var waiting = Task.Run(() => barrier.Wait(cancellation: cancelled.Token));
            Thread.Sleep(Moment);

            await cancelled.CancelAsync();

            await waiting.Invoking(it => it.WaitAsync(Long)).Should().ThrowAsync<OperationCanceledException>();
        }

        private static Task<bool> OnAnotherThread(Func<bool> act) =>
            Task
                .Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(Long);
    }

    public sealed class OnDotNet() : OnAnyServer(onCPython: false);

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : OnAnyServer(onCPython: true);
}
