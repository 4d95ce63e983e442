using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Sharing;
using Multiprocessing.Sharing.Synchronization;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>A lock in shared memory, as two objects that map one segment see it.</summary>
public static class SharedLockSpecs
{
    [Fact]
    public static void What_one_object_holds_another_one_cannot_acquire()
    {
        using var held = SharedLock.Create();
        using var other = SharedLock.Open(held.Name);

        held.Acquire().Should().BeTrue();

        other.TryAcquire().Should().BeFalse();
        other.Acquire(TimeSpan.FromMilliseconds(20)).Should().BeFalse();
        other.HolderId.Should().Be(Environment.ProcessId);
        held.Release();
        other.TryAcquire().Should().BeTrue();
    }

    [Fact]
    public static async Task A_wait_ends_when_another_thread_releases_the_lock()
    {
        using var held = SharedLock.Create();
        using var other = SharedLock.Open(held.Name);
        held.Acquire();
        var waiting = LongTask.Run(() => other.Acquire(Limits.Wait));
        await Task.Delay(20);

        waiting.IsCompleted.Should().BeFalse();
        await LongTask.Run(held.Release);

        (await waiting).Should().BeTrue();
    }

    [Fact]
    public static async Task A_cancelled_wait_acquires_nothing()
    {
        using var held = SharedLock.Create();
        using var cancellation = new CancellationTokenSource();
        held.Acquire();
        var waiting = LongTask.Run(() => held.Acquire(cancellation: cancellation.Token));
        await Task.Delay(20);

        await cancellation.CancelAsync();

        await waiting.Invoking(wait => wait.WaitAsync(Limits.Wait)).Should().ThrowAsync<OperationCanceledException>();
        held.Release();
        held.HolderId.Should().BeNull();
    }

    [Fact]
    public static void A_recursive_lock_is_free_when_it_was_released_as_often_as_acquired()
    {
        using var held = SharedLock.Create(recursive: true);
        using var other = SharedLock.Open(held.Name);
        held.Acquire();
        other.Acquire();
        held.Release();

        OnAThread(() => other.TryAcquire()).Should().BeFalse();
        other.Release();

        held.HolderId.Should().BeNull();
    }

    [Fact]
    public static void Only_its_thread_releases_a_recursive_lock()
    {
        using var held = SharedLock.Create(recursive: true);
        held.Acquire();

        var release = () =>
            OnAThread(() => held.Invoking(one => one.Release()).Should().Throw<InvalidOperationException>());

        release().WithMessage("*is held by thread*");
        held.IsHeld.Should().BeTrue();
        OnAThread(() => held.IsHeld).Should().BeFalse();
    }

    [Fact]
    public static void A_lock_that_is_not_held_cannot_be_released()
    {
        using var free = SharedLock.Create();
        using var foreign = SharedLock.Create();
        Word(foreign) = Holder.Process + 1;

        free.Invoking(one => one.Release()).Should().Throw<InvalidOperationException>().WithMessage("*is not held*");
        foreign
            .Invoking(one => one.Release())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"*is held by process {Environment.ProcessId + 1}*");
    }

    [Fact]
    public static void A_holder_whose_id_another_process_was_given_has_ended()
    {
        using var abandoned = SharedLock.Create();
        Word(abandoned) = Holder.Process + (1L << 32);

        abandoned
            .Invoking(one => one.TryAcquire())
            .Should()
            .Throw<AbandonedLockException>("the one that held it started at another time")
            .Which.HolderId.Should()
            .Be(Environment.ProcessId);
        abandoned.IsHeld.Should().BeTrue();
        abandoned.Release();
        abandoned.Acquire().Should().BeTrue("it is told once");
    }

    [Fact]
    public static void A_thread_that_ended_has_abandoned_its_recursive_lock()
    {
        using var abandoned = SharedLock.Create(recursive: true);
        OnAThread(() => abandoned.Acquire());

        abandoned.Invoking(one => one.Acquire(Limits.Wait)).Should().Throw<AbandonedLockException>();
        abandoned.IsHeld.Should().BeTrue();
        abandoned.Release();
        abandoned.HolderId.Should().BeNull();
    }

    [Fact]
    public static void Nothing_that_is_changed_under_the_lock_is_lost()
    {
        using var first = SharedLock.Create();
        using var second = SharedLock.Open(first.Name);
        const int times = 20_000;
        var count = 0;

        Parallel.ForEach(
            new[] { first, second, first, second },
            one =>
            {
                for (var i = 0; i < times; i++)
                {
                    using (one.Hold())
                        count++;
                }
            }
        );

        count.Should().Be(4 * times);
    }

    [Fact]
    public static void A_disposed_lock_is_refused()
    {
        var disposed = SharedLock.Create();
        disposed.Dispose();
        disposed.Dispose();

        disposed.Invoking(one => one.Acquire()).Should().Throw<ObjectDisposedException>();
        disposed.Invoking(one => one.TryAcquire(Limits.Wait)).Should().Throw<ObjectDisposedException>();
        disposed.Invoking(one => one.Release()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public static void What_is_no_lock_is_not_opened_as_one()
    {
        using var flag = SharedEvent.Create();
        using var bytes = SharedMemory.Create(10_000);

        Refused(flag.Name).Message.Should().EndWith("it is a SharedEvent.");
        Refused(bytes.Name).Message.Should().Contain("it was not made by this library");
        SharedMemoryFaultSpecs
            .Refused(() => SharedLock.Open("no-such-lock"))
            .Error.Should()
            .Be(SharedMemoryError.NotFound);
    }

    [Fact]
    public static void A_negative_time_is_refused()
    {
        using var free = SharedLock.Create();

        free.Invoking(one => one.Acquire(TimeSpan.FromSeconds(-3))).Should().Throw<ArgumentOutOfRangeException>();
        free.HolderId.Should().BeNull();
    }

    private static SharedMemoryException Refused(string name)
    {
        var refused = SharedMemoryFaultSpecs.Refused(() => SharedLock.Open(name));
        refused.Error.Should().Be(SharedMemoryError.WrongContent);
        return refused;
    }

    /// <summary>The word of a lock, and of the lock of a queue's producers.</summary>
    internal static ref long Word(SharedSynchronization shared) =>
        ref MemoryMarshal.AsRef<long>(((ISharedObject)shared).Memory.Slice(SharedHeader.Length, sizeof(long)));

    /// <summary>What a function returns on a thread of its own, which has ended then.</summary>
    internal static T OnAThread<T>(Func<T> function)
    {
        T result = default!;
        var thread = new Thread(() => result = function());
        thread.Start();
        thread.Join();
        return result;
    }
}
