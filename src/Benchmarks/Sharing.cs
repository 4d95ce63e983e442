using Multiprocessing;
using Multiprocessing.Sharing.Synchronization;

namespace Benchmarks;

/// <summary>Locks, queues and pipes between two processes.</summary>
internal static unsafe class Sharing
{
    public const string HandOver = "lock hand-over",
        PingPong = "bare futex ping-pong";

    private const int Pairs = 1_000_000,
        Items = 300_000,
        HandOvers = 20_000,
        Messages = 10_000;

    public static Dictionary<string, double> Measure()
    {
        var queue = ItemsPerSecond();
        var figures = new Dictionary<string, double>
        {
            ["acquire + release"] = NanosecondsOfPair(),
            ["Queue of int"] = queue,
            ["SimpleQueue of int"] = queue,
            ["Pipe, there and back"] = MicrosecondsOfExchange(),
        };
        if (OperatingSystem.IsLinux())
            (figures[HandOver], figures[PingPong]) = (MicrosecondsOfHandOver(), MicrosecondsOfPingPong());
        return figures;
    }

    private static double NanosecondsOfPair()
    {
        using var shared = SharedLock.Create();
        void Run()
        {
            for (var i = 0; i < Pairs; i++)
            {
                shared.Acquire();
                shared.Release();
            }
        }

        Run();
        return 1e9 / Pairs * Pools.Seconds(Run);
    }

    private static double ItemsPerSecond()
    {
        using var queue = SharedQueue.Create<int>(1000);
        using var producer = ChildProcess.Start(PutAll, queue);
        for (var i = 0; i < Items; i++)
            queue.Get();
        var seconds = Pools.Seconds(() =>
        {
            for (var i = 0; i < Items; i++)
                queue.Get();
        });
        producer.Join();
        return Items / seconds;
    }

    private static void PutAll(SharedQueue<int> queue)
    {
        for (var i = 0; i < 2 * Items; i++)
            queue.Put(i);
    }

    private static double MicrosecondsOfExchange()
    {
        var (ours, theirs) = Pipe.Create();
        using var echo = ChildProcess.Start(Echo, theirs);
        theirs.Dispose();
        void Exchange()
        {
            ours.Send(1);
            ours.Receive<int>();
        }

        for (var i = 0; i < Messages; i++)
            Exchange();
        var median = Comparison.Median(
            Enumerable.Range(0, Messages).Select(_ => 1e6 * Pools.Seconds(Exchange)).ToList()
        );
        ours.Dispose();
        echo.Join();
        return median;
    }

    private static void Echo(PipeConnection end)
    {
        try
        {
            while (true)
                end.Send(end.Receive<int>());
        }
        catch (EndOfStreamException)
        {
            // The other side has measured enough.
        }
    }

    // Each of two processes holds one of three locks and acquires the next, which the other one has to release first.
    private static double MicrosecondsOfHandOver()
    {
        using var first = SharedLock.Create();
        using var second = SharedLock.Create();
        using var third = SharedLock.Create();
        using var isReady = SharedEvent.Create();
        first.Acquire();
        using var other = ChildProcess.Start(FollowSecond, (first, second, third, isReady));
        isReady.Wait();
        var seconds = Pools.Seconds(() => Follow([first, second, third], 0));
        other.Join();
        return 1e6 / HandOvers / 2 * seconds;
    }

    private static void FollowSecond((SharedLock First, SharedLock Second, SharedLock Third, SharedEvent IsReady) given)
    {
        given.Third.Acquire();
        given.IsReady.Set();
        Follow([given.First, given.Second, given.Third], 2);
    }

    private static void Follow(SharedLock[] locks, int held)
    {
        for (var i = 0; i < HandOvers; i++, held = (held + 1) % locks.Length)
        {
            locks[(held + 1) % locks.Length].Acquire();
            locks[held].Release();
        }

        locks[held].Release();
    }

    private static double MicrosecondsOfPingPong()
    {
        using var memory = SharedMemory.Create(8);
        using var other = ChildProcess.Start(AnswerPingPong, memory);
        SpinWait.SpinUntil(() => memory.Span[4] != 0);
        var seconds = Pools.Seconds(() => Play(memory, 0));
        other.Join();
        return 1e6 / HandOvers / 2 * seconds;
    }

    private static void AnswerPingPong(SharedMemory memory)
    {
        memory.Span[4] = 1;
        Play(memory, 1);
    }

    private static void Play(SharedMemory memory, int turn)
    {
        var word = (int*)memory.Start;
        var waits = WordWait.Of(memory.Name, memory.Start);
        for (var i = 0; i < HandOvers; i++)
        {
            while (Volatile.Read(ref *word) is var now && now % 2 != turn)
                waits.Wait(word, now, -1);
            Interlocked.Increment(ref *word);
            waits.Wake(word, 1);
        }
    }
}
