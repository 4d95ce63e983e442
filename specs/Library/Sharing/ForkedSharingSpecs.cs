using Multiprocessing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Locks, queues and pipes in a process that can fork, and in its forked children.</summary>
[Start(StartMethod.Fork)]
public static class ForkedSharingSpecs
{
    private static readonly Lazy<Seen> Run = new(() => MainProcess.RunForkReady(UseAll));

    [Fact]
    public static void Nothing_that_waits_there_keeps_a_process_from_forking() => Run.Value.Blockers.Should().BeEmpty();

    [Fact]
    public static void A_forked_child_does_not_hold_what_its_parent_holds() =>
        Run.Value.ReleaseInChild.Should().Contain("is held by process");

    [Fact]
    public static void A_forked_child_puts_into_the_queue_of_its_parent() => Run.Value.Item.Should().Be(42);

    [Fact]
    public static void No_end_of_file_comes_while_a_forked_child_has_a_copy_of_the_end()
    {
        Run.Value.EndWithCopy.Should().BeFalse();
        Run.Value.EndWithoutCopy.Should().BeTrue();
    }

    private static Seen UseAll()
    {
        using var held = SharedLock.Create();
        using var flag = SharedEvent.Create();
        using var queue = SharedQueue.Create<int>();
        using var condition = SharedCondition.Create();
        using var cancellation = new CancellationTokenSource();
        var (receiver, sender) = Pipe.Create(duplex: false);
        held.Acquire();
        held.TryAcquire(TimeSpan.FromMilliseconds(70));
        flag.Wait(TimeSpan.FromMilliseconds(70), cancellation.Token);
        queue.TryGet(out _, TimeSpan.FromMilliseconds(70));
        using (condition.Hold())
            condition.Wait(TimeSpan.FromMilliseconds(70));
        var blockers = string.Join(' ', CurrentProcess.ForkBlockers);

        var options = new ChildProcessOptions { StartMethod = StartMethod.Fork };
        using var child = ChildProcess.Start(Use, (held, queue, flag), options);
        var item = queue.Get(TimeSpan.FromSeconds(10));
        sender.Dispose();
        var endWithCopy = receiver.Poll(TimeSpan.FromMilliseconds(20));
        flag.Set();
        var failure = child.Result;
        return new(blockers, failure, item, endWithCopy, receiver.Poll(TimeSpan.FromSeconds(10)));
    }

    private static string Use((SharedLock Held, SharedQueue<int> Queue, SharedEvent Flag) given)
    {
        given.Queue.Put(42);
        given.Flag.Wait(TimeSpan.FromSeconds(10));
        try
        {
            given.Held.Release();
            return "";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private sealed record Seen(string Blockers, string ReleaseInChild, int Item, bool EndWithCopy, bool EndWithoutCopy);
}
