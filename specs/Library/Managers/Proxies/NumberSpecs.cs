using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>The numbers and time limits of the shared types, at their extremes.</summary>
public static class NumberSpecs
{
    private static readonly TimeSpan[] Negative = [new(-1), TimeSpan.FromMilliseconds(-2), TimeSpan.MinValue];

    private static readonly TimeSpan?[] Long =
    [
        null,
        Timeout.InfiniteTimeSpan,
        TimeSpan.MaxValue,
        TimeSpan.MaxValue - new TimeSpan(1),
        TimeSpan.FromMilliseconds(int.MaxValue),
    ];

    public abstract class OnAnyServer(bool onCPython) : AnyServerSpecs(onCPython)
    {
        [Theory]
        [InlineData(1)]
        [InlineData(int.MaxValue - 1)]
        [InlineData(int.MaxValue)]
        public void Every_positive_size_is_taken(int size)
        {
            using var queue = Manager.Queue<int>(size);
            using var joinable = Manager.JoinableQueue<int>(size);
            using var semaphore = Manager.Semaphore(size);
            using var bounded = Manager.BoundedSemaphore(size);
            using var barrier = Manager.Barrier(size);

            queue.Put(1);
            joinable.Put(1);
            (queue.IsFull, joinable.IsFull).Should().Be((size == 1, size == 1));
            semaphore.Acquire().Should().BeTrue();
            semaphore.Release();
            semaphore.Release();
            bounded.Acquire().Should().BeTrue();
            bounded.Release();
            barrier.Parties.Should().Be(size);
        }

        [Fact]
        public void Zero_is_no_limit_of_a_queue_and_no_room_in_a_semaphore()
        {
            using var queue = Manager.Queue<int>(0);
            using var semaphore = Manager.Semaphore(0);

            queue.Put(1);
            queue.IsFull.Should().BeFalse();
            semaphore.Acquire(TimeSpan.Zero).Should().BeFalse();
            OutOfRange("parties", () => Manager.Barrier(0));
        }

        [Theory]
        [InlineData(-1)]
        [InlineData(int.MinValue)]
        public void No_negative_number_is(int number)
        {
            using var condition = Manager.Condition();

            OutOfRange("maxSize", () => Manager.Queue<int>(number));
            OutOfRange("maxSize", () => Manager.JoinableQueue<int>(number));
            OutOfRange("value", () => Manager.Semaphore(number));
            OutOfRange("value", () => Manager.BoundedSemaphore(number));
            OutOfRange("parties", () => Manager.Barrier(number));
            OutOfRange("count", () => condition.Notify(number));
        }

        [Fact]
        public void No_negative_time_limit_is()
        {
            using var queue = Manager.JoinableQueue<int>();
            using var semaphore = Manager.Semaphore();
            using var set = Manager.Event();
            using var condition = Manager.Condition();
            using var barrier = Manager.Barrier(1);
            foreach (var timeout in Negative)
            {
                OutOfRange("timeout", () => queue.Put(1, timeout));
                OutOfRange("timeout", () => queue.TryPut(1, timeout));
                OutOfRange("timeout", () => queue.Get(timeout));
                OutOfRange("timeout", () => queue.TryGet(out _, timeout));
                OutOfRange("timeout", () => queue.Join(timeout));
                OutOfRange("timeout", () => semaphore.Acquire(timeout));
                OutOfRange("timeout", () => set.Wait(timeout));
                OutOfRange("timeout", () => condition.Wait(timeout));
                OutOfRange("timeout", () => barrier.Wait(timeout));
                OutOfRange("timeout", () => Manager.Barrier(1, timeout));
            }

            barrier.IsBroken.Should().BeFalse("nothing was sent");
        }

        [Fact]
        public void Every_long_time_limit_is_taken()
        {
            using var queue = Manager.JoinableQueue<int>();
            using var semaphore = Manager.Semaphore();
            using var set = Manager.Event();
            set.Set();
            foreach (var timeout in Long)
            {
                queue.Put(1, timeout);
                queue.Get(timeout).Should().Be(1);
                queue.TaskDone();
                queue.Join(timeout).Should().BeTrue();
                semaphore.Acquire(timeout).Should().BeTrue();
                semaphore.Release();
                set.Wait(timeout).Should().BeTrue();
                using var barrier = Manager.Barrier(1, timeout);
                barrier.Wait(timeout).Should().Be(0);
            }
        }

        [Fact]
        public void A_time_limit_of_zero_only_checks()
        {
            using var queue = Manager.JoinableQueue<int>(1);
            using var set = Manager.Event();

            queue.TryGet(out _, TimeSpan.Zero).Should().BeFalse();
            queue.TryPut(1, TimeSpan.Zero).Should().BeTrue();
            queue.TryPut(1, TimeSpan.Zero).Should().BeFalse();
            queue.Join(TimeSpan.Zero).Should().BeFalse();
            set.Wait(TimeSpan.Zero).Should().BeFalse();
        }
    }

    public sealed class OnDotNet() : OnAnyServer(onCPython: false);

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : OnAnyServer(onCPython: true);

    private static void OutOfRange(string name, Action run) =>
        run.Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be(name);
}
