using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Processes are killed at random moments while they hold a lock, put items and take them.</summary>
[Start(StartMethod.ForkServer)]
[Soak]
public static class SharedChaosSpecs
{
    // Of the array that all processes see: two numbers that are equal whenever the lock is free; what was wrong, by its
    // kind; the last item's number; and then, which items were taken.
    private const int First = 0,
        Second = 1,
        Torn = 2,
        Twice = 3,
        Broken = 4,
        LastItem = 5,
        Seen = 16,
        SeenCount = 1 << 18;

    [Fact]
    public static void No_item_is_torn_or_taken_twice_and_nothing_hangs_or_stays()
    {
        var shared = new Shared(
            SharedLock.Create(),
            SharedQueue.Create<(int, byte[])>(capacity: 20, bytes: 1 << 20),
            SharedArray.Create<int>(Seen + SeenCount)
        );

        var kills = KillChildren(shared);

        Guarded(shared, () => { }).Should().BeTrue("the lock is given on");
        while (shared.Queue.TryGet(out var item))
            Check(shared, item);
        shared.Queue.TryPut((0, []), Limits.Wait).Should().BeTrue();
        shared.Queue.TryGet(out _, Limits.Wait).Should().BeTrue();
        kills.Should().BePositive();
        shared.Numbers[LastItem].Should().BePositive();
        (shared.Numbers[Torn], shared.Numbers[Twice], shared.Numbers[Broken])
            .Should()
            .Be((0, 0, 0), "{0} processes were killed, and {1} items put", kills, shared.Numbers[LastItem]);
        AssertGone(shared);
    }

    private static int KillChildren(Shared shared)
    {
        var children = Enumerable.Range(0, 3).Select(_ => Start(shared)).ToArray();
        SpinWait.SpinUntil(() => shared.Numbers[LastItem] > 0, Limits.Wait).Should().BeTrue();
        var kills = 0;
        for (var end = Deadline.After(SoakAttribute.Limit); !end.HasPassed; )
        {
            for (var i = 0; i < 20 && shared.Queue.TryGet(out var item, TimeSpan.FromMilliseconds(1)); i++)
                Check(shared, item);
            ref var victim = ref children[Random.Shared.Next(children.Length)];
            Kill(victim);
            kills++;
            victim = Start(shared);
        }

        Array.ForEach(children, Kill);
        return kills;
    }

    private static ChildProcess Start(Shared shared) =>
        ChildProcess.Start(UseForEver, shared, new() { StartMethod = StartMethod.ForkServer });

    private static void Kill(ChildProcess child)
    {
        const int stop = 19;
        if (Random.Shared.Next(3) == 0)
            _ = Libc.Kill(child.Id, stop);
        Thread.Sleep(Random.Shared.Next(15));
        child.Kill();
        child.Join(Limits.Wait).Should().BeTrue();
        child.Dispose();
    }

    private static void UseForEver(Shared shared)
    {
        while (true)
        {
            Guarded(shared, () => Thread.SpinWait(20));
            if (Random.Shared.Next(2) == 0)
                shared.Queue.TryPut(NewItem(shared), TimeSpan.FromMilliseconds(5));
            else if (shared.Queue.TryGet(out var item, TimeSpan.FromMilliseconds(5)))
                Check(shared, item);
        }
    }

    // A holder that was killed may have changed one number only.
    private static bool Guarded(Shared shared, Action betweenChanges)
    {
        try
        {
            if (!shared.Lock.Acquire(Limits.Wait))
                return false;
        }
        catch (AbandonedLockException)
        {
            shared.Numbers[Second] = shared.Numbers[First];
        }

        if (shared.Numbers[First] != shared.Numbers[Second])
            Interlocked.Increment(ref shared.Numbers[Broken]);
        shared.Numbers[First]++;
        betweenChanges();
        shared.Numbers[Second]++;
        shared.Lock.Release();
        return true;
    }

    // Some fit into a slot of the queue, and some do not.
    private static (int, byte[]) NewItem(Shared shared)
    {
        var number = Interlocked.Increment(ref shared.Numbers[LastItem]);
        var bytes = new byte[
            number % 50 == 0 ? 300_000
            : number % 7 == 0 ? 2_000
            : number % 20
        ];
        Array.Fill(bytes, (byte)number);
        return (number, bytes);
    }

    private static void Check(Shared shared, (int Number, byte[] Bytes) item)
    {
        if (item.Bytes.AsSpan().ContainsAnyExcept((byte)item.Number))
            Interlocked.Increment(ref shared.Numbers[Torn]);
        ref var seen = ref shared.Numbers[Seen + (item.Number % SeenCount)];
        if (Interlocked.Exchange(ref seen, item.Number) == item.Number)
            Interlocked.Increment(ref shared.Numbers[Twice]);
    }

    private static void AssertGone(Shared shared)
    {
        string[] names = [shared.Lock.Name, shared.Queue.Name, shared.Numbers.Name];
        shared.Lock.Dispose();
        shared.Queue.Dispose();
        shared.Numbers.Dispose();
        foreach (var name in names)
        {
            SharedMemoryFaultSpecs
                .Refused(() => SharedMemory.Open(name))
                .Error.Should()
                .Be(SharedMemoryError.NotFound, "its last user has ended");
        }
    }

    private sealed record Shared(SharedLock Lock, SharedQueue<(int, byte[])> Queue, SharedArray<int> Numbers);
}
