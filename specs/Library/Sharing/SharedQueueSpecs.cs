using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Sharing;
using Multiprocessing.Sharing.Queues;
using Multiprocessing.Sharing.Synchronization;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>A queue in shared memory, as two objects that map one segment see it.</summary>
public static class SharedQueueSpecs
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public static void Items_are_taken_in_the_order_in_which_they_were_put()
    {
        using var put = SharedQueue.Create<string>(capacity: 10);
        using var taken = SharedQueue.Open<string>(put.Name);
        string[] items = ["a", new('b', 5_000), "", new('c', 200_000), "d"];

        Array.ForEach(items, item => put.Put(item));

        taken.Count.Should().Be(5);
        items.Should().AllSatisfy(item => taken.Get().Should().Be(item));
        taken.TryGet(out _).Should().BeFalse();
        taken.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public static void An_item_is_a_copy_of_what_was_put_as_it_was_then()
    {
        using var queue = SharedQueue.Create<List<int>>();
        List<int> item = [1];

        queue.Put(item);
        item.Add(2);

        queue.Get().Should().Equal(1);
    }

    [Fact]
    public static void What_cannot_be_sent_is_refused_and_the_queue_is_as_before()
    {
        using var queue = SharedQueue.Create<object?>(capacity: 2, bytes: 1);
        queue.Put(null);

        queue.Invoking(one => one.Put(() => 1)).Should().Throw<PicklingException>();
        queue.Invoking(one => one.Put(new byte[2 << 20])).Should().Throw<ArgumentException>().WithMessage("*2,097,1*");

        queue.Count.Should().Be(1);
        queue.Get().Should().BeNull();
    }

    [Fact]
    public static async Task A_full_queue_takes_an_item_when_there_is_room()
    {
        using var queue = SharedQueue.Create<int>(capacity: 3);
        using var other = SharedQueue.Open<int>(queue.Name);
        for (var i = 0; i < 3; i++)
            queue.TryPut(i).Should().BeTrue();
        queue.IsFull.Should().BeTrue();
        queue.TryPut(3, Short).Should().BeFalse();
        queue.Invoking(one => one.Put(3, Short)).Should().Throw<TimeoutException>();

        var putting = LongTask.Run(() => queue.Put(3, Limits.Wait));
        await Task.Delay(Short);
        putting.IsCompleted.Should().BeFalse();
        other.Get().Should().Be(0);
        await putting;

        new[] { other.Get(), other.Get(), other.Get() }.Should().Equal(1, 2, 3);
    }

    [Fact]
    public static async Task A_wait_for_an_item_ends_with_one_or_the_time_or_a_cancellation()
    {
        using var queue = SharedQueue.Create<int>();
        using var cancellation = new CancellationTokenSource();
        queue.Invoking(one => one.Get(Short)).Should().Throw<TimeoutException>();
        var cancelled = LongTask.Run(() => queue.Get(cancellation: cancellation.Token));
        await Task.Delay(Short);

        await cancellation.CancelAsync();
        await cancelled.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<OperationCanceledException>();
        var waiting = LongTask.Run(() => queue.Get(Limits.Wait));
        await Task.Delay(Short);
        queue.Put(7);

        (await waiting).Should().Be(7);
    }

    [Fact]
    public static async Task An_asynchronous_wait_gets_an_item_unless_it_was_cancelled()
    {
        using var queue = SharedQueue.Create<int>();
        using var cancellation = new CancellationTokenSource();
        queue.Put(1);
        (await queue.GetAsync()).Should().Be(1);
        var cancelled = queue.GetAsync(cancellation.Token);
        Task<int>[] waiting = [queue.GetAsync(), queue.GetAsync()];

        await cancellation.CancelAsync();
        await cancelled.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<OperationCanceledException>();
        queue.Put(2);
        queue.Put(3);
        (await Task.WhenAll(waiting).WaitAsync(Limits.Wait)).Should().BeEquivalentTo([2, 3]);
        var last = queue.GetAsync();
        queue.Complete();

        await last.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<InvalidOperationException>();
        queue.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public static async Task A_complete_queue_gives_what_it_has_and_ends_all_waits()
    {
        using var queue = SharedQueue.Create<int>(capacity: 1);
        using var other = SharedQueue.Open<int>(queue.Name);
        using var empty = SharedQueue.Create<int>();
        queue.Put(1);
        var putting = LongTask.Run(() => queue.Put(2));
        var getting = LongTask.Run(() => empty.TryGet(out _, Timeout.InfiniteTimeSpan));
        await Task.Delay(Short);

        other.Complete();
        empty.Complete();

        await putting.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<InvalidOperationException>();
        (await getting.WaitAsync(Limits.Wait)).Should().BeFalse();
        queue.Invoking(one => one.TryPut(3)).Should().Throw<InvalidOperationException>().WithMessage("*complete*");
        queue.GetAll().Should().Equal(1);
        queue.Invoking(one => one.Get()).Should().Throw<InvalidOperationException>();
        other.IsComplete.Should().BeTrue();
    }

    [Fact]
    public static async Task Each_item_of_several_producers_reaches_one_of_several_consumers()
    {
        using var put = SharedQueue.Create<int>(capacity: 7);
        using var taken = SharedQueue.Open<int>(put.Name);
        const int each = 5_000;

        var consumers = Enumerable.Range(0, 3).Select(_ => LongTask.Run(() => taken.GetAll().ToList())).ToList();
        var producers = Enumerable
            .Range(0, 3)
            .Select(producer => LongTask.Run(() => PutAll(put, producer * each, each)));
        await Task.WhenAll(producers);
        put.Complete();
        var lists = await Task.WhenAll(consumers).WaitAsync(Limits.Wait);

        lists.SelectMany(list => list).Order().Should().Equal(Enumerable.Range(0, 3 * each));
        foreach (var list in lists)
        {
            list.GroupBy(item => item / each)
                .Should()
                .AllSatisfy(items => items.Should().BeInAscendingOrder("those of one producer stay in order"));
        }
    }

    [Fact]
    public static async Task Items_of_any_size_arrive_whole_however_the_ring_of_bytes_turns()
    {
        using var put = SharedQueue.Create<byte[]>(capacity: 5, bytes: 3 << 20);
        using var taken = SharedQueue.Open<byte[]>(put.Name);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var sizes = Enumerable.Range(0, 150).Select(_ => (int)Math.Pow(2, random.NextDouble() * 21)).ToArray();

        var putting = LongTask.Run(() =>
        {
            for (var i = 0; i < sizes.Length; i++)
                put.Put(Bytes(i, sizes[i]), Limits.Wait);
        });

        for (var i = 0; i < sizes.Length; i++)
        {
            var item = taken.Get(Limits.Wait);
            item.AsSpan().SequenceEqual(Bytes(i, sizes[i])).Should().BeTrue("item {0} of seed {1}", i, seed);
        }

        await putting;
    }

    [Fact]
    [Linux("There it is a file whose blocks can be counted.")]
    public static void The_memory_of_a_large_item_is_given_back_when_it_is_taken()
    {
        using var queue = SharedQueue.Create<byte[]>();
        var before = KilobytesOf(queue);

        queue.Put(new byte[20 << 20]);
        KilobytesOf(queue).Should().BeGreaterThan(before + (19 << 10), "the control: it takes memory");
        queue.Get();

        KilobytesOf(queue).Should().BeLessThan(before + (9 << 10), "8 MiB are kept for the next one");
    }

    [Fact]
    public static void A_producer_that_ended_in_the_middle_of_a_put_leaves_nothing()
    {
        using var queue = SharedQueue.Create<string>(capacity: 3);
        queue.Put("first");
        EndInTheMiddle(queue, 1);

        queue.Put("second");
        queue.Put(new('c', 5_000));
        queue.TryPut("fourth").Should().BeFalse();

        queue.Get().Should().Be("first");
        queue.Get().Should().Be("second");
        queue.Get().Should().Be(new string('c', 5_000));
        queue.Count.Should().Be(0);
    }

    [Fact]
    public static void A_queue_of_other_items_is_not_opened()
    {
        using var queue = SharedQueue.Create<int>();

        var refused = SharedMemoryFaultSpecs.Refused(() => SharedQueue.Open<long>(queue.Name));

        refused.Error.Should().Be(SharedMemoryError.WrongContent);
        refused.Message.Should().EndWith("is a queue of System.Int32, not of System.Int64.");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, 0)]
    [InlineData(1, long.MaxValue)]
    public static void Impossible_limits_are_refused(int capacity, long bytes) =>
        FluentActions
            .Invoking(() => SharedQueue.Create<int>(capacity, bytes))
            .Should()
            .Throw<ArgumentOutOfRangeException>();

    [Fact]
    public static void A_disposed_queue_is_refused()
    {
        var queue = SharedQueue.Create<int>();
        queue.Dispose();

        queue.Invoking(one => one.Put(1)).Should().Throw<ObjectDisposedException>();
        queue.Invoking(one => one.TryGet(out _)).Should().Throw<ObjectDisposedException>();
        queue.Invoking(one => one.Count).Should().Throw<ObjectDisposedException>();
    }

    /// <summary>Leaves a queue as a producer does that is killed right before its item becomes visible.</summary>
    private static void EndInTheMiddle<T>(SharedQueue<T> queue, int slot)
    {
        SharedLockSpecs.Word(queue) = Holder.Process + (1L << 32); // a process of this id that started at another time
        var bytes = ((ISharedObject)queue).Memory.Slice(SharedHeader.Length + QueueSlots.SlotAt(slot), 100);
        MemoryMarshal.Write(bytes, 77);
        MemoryMarshal.Write(bytes[8..], 1_000_000L);
        bytes[16..].Fill(9);
    }

    private static void PutAll(SharedQueue<int> queue, int first, int count)
    {
        for (var i = 0; i < count; i++)
            queue.Put(first + i);
    }

    private static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static int KilobytesOf(SharedSynchronization queue)
    {
        using var du = Process.Start(
            new ProcessStartInfo("du", ["-k", $"/dev/shm/{queue.Name}"]) { RedirectStandardOutput = true }
        )!;
        return int.Parse(du.StandardOutput.ReadToEnd().Split('\t')[0], CultureInfo.InvariantCulture);
    }
}
