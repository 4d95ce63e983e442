using Multiprocessing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>
/// A proxy on its way to the process that started this one: its sender keeps the object until the receiver has
/// registered it, however long that takes.
/// </summary>
public static class HandOverSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod startMethod)
    {
        [Fact]
        public void A_worker_keeps_what_it_returned_until_its_caller_has_it() =>
            MainProcess.Run(startMethod, MakeOneAfterTheOther).Should().Be("5 lists, then 0");

        [Fact]
        public void A_worker_that_ends_keeps_what_it_returned_until_its_caller_has_it() =>
            MainProcess.Run(startMethod, MakeByShortWorkers).Should().Be("5 lists");

        [Fact]
        public void A_proxy_in_an_exception_is_handed_over_too() =>
            MainProcess.Run(startMethod, ThrowLists).Should().Be("[1]");

        [Fact]
        public void A_child_ends_when_the_proxy_that_it_returned_has_arrived() =>
            MainProcess.Run(startMethod, ReturnFromChild).Should().Be("0, [1]");
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    public sealed class ListException(ListProxy<int> list) : Exception("a list")
    {
        public ListProxy<int> List { get; } = list;
    }

    private static string MakeOneAfterTheOther(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var pool = new ProcessPool(1, startMethod);
        var lists = pool.Map(MakeList, Enumerable.Repeat(manager.Address, 5), chunkSize: 1);
        var sum = lists.Sum(list => list[0]);
        foreach (var list in lists)
            list.Dispose();
        return $"{sum} lists, then {LifetimeSpecs.AwaitNone(manager)}";
    }

    private static string MakeByShortWorkers(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var pool = new ProcessPool(
            new ProcessPoolOptions
            {
                Workers = 1,
                StartMethod = startMethod,
                MaxTasksPerWorker = 3,
            }
        );
        return $"{pool.Map(MakeList, Enumerable.Repeat(manager.Address, 5), chunkSize: 1).Sum(list => list[0])} lists";
    }

    private static string ThrowLists(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var pool = new ProcessPool(1, startMethod);
        try
        {
            pool.Map(ThrowList, Enumerable.Repeat(manager.Address, 3), chunkSize: 1);
            return "nothing was thrown";
        }
        catch (ListException thrown)
        {
            return $"{thrown.List}";
        }
    }

    private static string ReturnFromChild(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var child = ChildProcess.Start(MakeList, manager.Address, MainProcess.By(startMethod));
        child.Join();
        return $"{child.ExitCode}, {child.Result}";
    }

    // A collection, and another object, have a process release the proxies that it no longer uses.
    private static ListProxy<int> MakeList(string address)
    {
        GC.Collect();
        return Manager.Connect(address, CurrentProcess.AuthKey.Span).List([1]);
    }

    private static int ThrowList(string address) => throw new ListException(MakeList(address));
}
