using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>What a process leaves that is killed while it holds and waits for things in shared memory.</summary>
public sealed class KilledProcessSpecs(KilledProcessSpecs.Killed killed) : IClassFixture<KilledProcessSpecs.Killed>
{
    [Fact]
    public void The_next_one_holds_the_lock_and_is_told_once()
    {
        killed.LockBefore.Should().BeFalse("its holder lives");
        killed
            .Lock.Invoking(one => one.Hold())
            .Should()
            .Throw<AbandonedLockException>()
            .Which.HolderId.Should()
            .Be(killed.Id);
        killed.Lock.IsHeld.Should().BeTrue();
        killed.Lock.Release();
        killed.Lock.Acquire(Limits.Wait).Should().BeTrue();
        killed.Lock.Release();
    }

    [Fact]
    public void A_recursive_lock_is_given_on_however_often_it_was_acquired()
    {
        killed.Recursive.Invoking(one => one.Acquire(Limits.Wait)).Should().Throw<AbandonedLockException>();

        killed.Recursive.Release();
        killed.Recursive.HolderId.Should().BeNull();
    }

    [Fact]
    public void The_units_of_a_semaphore_are_not_given_back() => killed.Semaphore.Count.Should().Be(1);

    [Fact]
    public async Task A_notification_that_it_waited_for_goes_to_another_one() =>
        (await killed.ConditionWait.WaitAsync(Limits.Wait)).Should().BeTrue();

    [Fact]
    public async Task The_barrier_is_broken_for_those_that_wait_and_can_be_reset()
    {
        await killed
            .BarrierWait.Invoking(one => one.WaitAsync(Limits.Wait))
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*broken*");

        killed.Barrier.Reset();
        killed.Barrier.IsBroken.Should().BeFalse();
    }

    [Fact]
    public void What_it_had_put_is_in_the_queue_before_what_is_put_later()
    {
        killed.Queue.Put(2);

        killed.Queue.Get(Limits.Wait).Should().Be(1);
        killed.Queue.Get(Limits.Wait).Should().Be(2);
    }

    [Fact]
    public void Its_end_of_a_pipe_is_closed()
    {
        killed.Pipe.Receive<string>(Limits.Wait).Should().Be("last words");
        killed.Pipe.Invoking(one => one.Receive<string>(Limits.Wait)).Should().Throw<EndOfStreamException>();
    }

    // Holds and waits until it is killed.
    private static void HoldAll(Held held, PipeConnection pipe)
    {
        held.Lock.Acquire();
        held.Recursive.Acquire();
        held.Recursive.Acquire();
        held.Semaphore.Acquire();
        held.Queue.Put(1);
        pipe.Send("last words");
        new Thread(() => held.Barrier.Wait()).Start();
        using var isHeld = new ManualResetEventSlim();
        new Thread(() =>
        {
            held.Condition.Acquire();
            isHeld.Set();
            held.Condition.Wait();
        }).Start();

        // The condition's lock is free when the other thread waits.
        isHeld.Wait();
        held.Condition.Acquire();
        held.Condition.Release();
        held.Ready.Set();
        Thread.Sleep(Timeout.Infinite);
    }

    private sealed record Held(
        SharedLock Lock,
        SharedLock Recursive,
        SharedSemaphore Semaphore,
        SharedCondition Condition,
        SharedBarrier Barrier,
        SharedQueue<int> Queue,
        SharedEvent Ready
    );

    /// <summary>One process that was killed.</summary>
    public sealed class Killed : IDisposable
    {
        private readonly Held held = new(
            SharedLock.Create(),
            SharedLock.Create(recursive: true),
            SharedSemaphore.Create(2),
            SharedCondition.Create(),
            SharedBarrier.Create(3),
            SharedQueue.Create<int>(capacity: 1000),
            SharedEvent.Create()
        );

        private readonly ManualResetEventSlim hasLock = new();

        public Killed()
        {
            var (ours, theirs) = Multiprocessing.Pipe.Create();
            Pipe = ours;
            using var child = ChildProcess.Start(HoldAll, held, theirs, new() { StartMethod = StartMethod.Spawn });
            theirs.Dispose();
            held.Ready.Wait(Limits.Wait).Should().BeTrue();
            Id = child.Id;
            LockBefore = Lock.TryAcquire();
            ConditionWait = LongTask.Run(WaitForCondition);
            BarrierWait = LongTask.Run(() => Barrier.Wait());
            SpinWait.SpinUntil(() => Barrier.Waiting == 2, Limits.Wait).Should().BeTrue();
            hasLock.Wait(Limits.Wait).Should().BeTrue();

            child.Kill();
            child.Join(Limits.Wait).Should().BeTrue();

            // The lock is free when the other one waits.
            using (held.Condition.Hold())
                held.Condition.Notify();
        }

        public int Id { get; }

        public bool LockBefore { get; }

        public Task<bool> ConditionWait { get; }

        public Task<int> BarrierWait { get; }

        public PipeConnection Pipe { get; }

        public SharedLock Lock => held.Lock;

        public SharedLock Recursive => held.Recursive;

        public SharedSemaphore Semaphore => held.Semaphore;

        public SharedBarrier Barrier => held.Barrier;

        public SharedQueue<int> Queue => held.Queue;

        public void Dispose()
        {
            Pipe.Dispose();
            hasLock.Dispose();
            SharedSynchronization[] all =
            [
                held.Lock,
                held.Recursive,
                held.Semaphore,
                held.Condition,
                held.Barrier,
                held.Queue,
                held.Ready,
            ];
            Array.ForEach(all, static one => one.Dispose());
        }

        private bool WaitForCondition()
        {
            using (held.Condition.Hold())
            {
                hasLock.Set();
                return held.Condition.Wait(Limits.Wait);
            }
        }
    }
}
