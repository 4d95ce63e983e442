using Multiprocessing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>
/// A proxy can be sent to other processes: as an argument, as a result and inside other objects. There it stands for
/// the same object.
/// </summary>
public static class SentProxySpecs
{
    public sealed record Order(string Name, ListProxy<string> Items);

    public abstract class UnderAnyStartMethod(StartMethod startMethod)
    {
        [Fact]
        public void A_proxy_can_be_an_argument_of_tasks() =>
            MainProcess.Run(startMethod, AsArguments).Should().Be("[1, 2, 3] True True");

        [Fact]
        public void A_proxy_can_be_an_argument_and_a_result_of_a_child() =>
            MainProcess.Run(startMethod, AsArgumentAndResult).Should().Be("[0, 7] 2 True");

        [Fact]
        public void A_proxy_can_be_the_result_of_the_task_that_made_it() =>
            MainProcess.Run(startMethod, AsResult).Should().Be("[5, 6] 1");

        [Fact]
        public void A_proxy_can_be_inside_an_object_and_another_managed_object() =>
            MainProcess.Run(startMethod, Nested).Should().Be("pear, fig");

        [Fact]
        public void A_child_can_use_a_proxy_that_it_inherits() =>
            MainProcess.Run(startMethod, Inherited).Should().Be(startMethod is StartMethod.Fork ? "[1, 2]" : "[1]");
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    private static ListProxy<int>? shared;

    private static string AsArguments(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var list = manager.List<int>();
        using var pool = new ProcessPool(2, startMethod);
        var ids = pool.StarMap(Append, Enumerable.Range(1, 3).Select(i => (list, i)), chunkSize: 1);
        var isOne = pool.StarMap(AreOne, [(list, list)])[0];
        list.Sort();
        return $"{list} {ids.All(id => id == list.Id)} {isOne}";
    }

    private static string AsArgumentAndResult(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var child = ChildProcess.Start(
            AppendAndReturn,
            manager.List([0]),
            new ChildProcessOptions { StartMethod = startMethod }
        );
        var list = child.Result;
        return $"{list} {list.Count} {manager.ObjectCount == 1}";
    }

    private static string AsResult(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var pool = new ProcessPool(1, startMethod);
        var made = pool.Apply(MakeList, manager.Address);
        made.Add(6);
        return $"{made} {manager.ObjectCount}";
    }

    private static string Nested(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var orders = manager.Dictionary<string, ListProxy<string>>();
        orders["Ada"] = manager.List(["pear"]);
        using var pool = new ProcessPool(1, startMethod);
        pool.Apply(AddFig, new Order("Ada", orders["Ada"]));
        return string.Join(", ", orders["Ada"]);
    }

    private static string Inherited(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        shared = manager.List([1]);
        using var pool = new ProcessPool(1, startMethod);
        pool.Apply(AppendToShared, 2);
        return $"{shared}";
    }

    private static string Append(ListProxy<int> list, int item)
    {
        list.Add(item);
        return list.Id;
    }

    private static bool AreOne(ListProxy<int> first, ListProxy<int> second) => ReferenceEquals(first, second);

    private static ListProxy<int> AppendAndReturn(ListProxy<int> list)
    {
        list.Add(7);
        return list;
    }

    private static ListProxy<int> MakeList(string address) =>
        Manager.Connect(address, CurrentProcess.AuthKey.Span).List([5]);

    private static int AddFig(Order order)
    {
        order.Items.Add("fig");
        return order.Items.Count;
    }

    private static int AppendToShared(int item)
    {
        shared?.Add(item);
        return 0;
    }
}
