using System.Runtime.CompilerServices;
using Multiprocessing;
using SharedStateSpecs.Library.Managers.Servers;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>An object lives while a process has a proxy of it, or another managed object contains one.</summary>
public static class LifetimeSpecs
{
    public abstract class OnAnyServer(bool onCPython) : AnyServerSpecs(onCPython)
    {
        [Fact]
        public void An_object_is_released_with_its_last_proxy()
        {
            var list = Manager.List([1]);
            using var lists = Manager.List<ListProxy<int>>([list]);
            var again = lists[0];
            Manager.ObjectCount.Should().Be(2);

            list.Dispose();
            lists.Clear();
            again.Add(2);
            again.Should().Equal([1, 2], "the second proxy keeps it alive");
            again.Dispose();

            ServerWithPythonClients.Await(() => Manager.ObjectCount == 1);
            again.Invoking(it => it.Count).Should().Throw<ObjectDisposedException>();
        }

        [Fact]
        public void An_object_lives_in_another_managed_object()
        {
            using var lists = Manager.Dictionary<string, ListProxy<int>>();
            using (var inner = Manager.List([1]))
                lists["inner"] = inner;

            lists["inner"].Add(2);

            lists["inner"].Should().Equal(1, 2);
        }

        [Fact]
        public void Garbage_collected_proxies_are_released()
        {
            MakeAndForget(20);

            GC.Collect();
            ServerWithPythonClients.Await(() =>
            {
                GC.Collect();
                return Manager.ObjectCount == 0;
            });
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void MakeAndForget(int count)
        {
            for (var i = 0; i < count; i++)
                Manager.List([i]).Add(i);
        }
    }

    public sealed class OnDotNet() : OnAnyServer(onCPython: false)
    {
        [Fact]
        public void Ten_thousand_disposed_objects_leave_none()
        {
            for (var i = 0; i < 10_000; i++)
                Manager.Value(i).Dispose();

            Manager.ObjectCount.Should().Be(0);
        }
    }

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : OnAnyServer(onCPython: true);

    public abstract class OfSeveralProcesses(StartMethod startMethod)
    {
        [Fact]
        public void The_references_of_a_killed_process_are_released() =>
            MainProcess.Run(startMethod, KillOwner).Should().Be("1 while it runs, then 0");

        [Fact]
        public void An_idle_worker_releases_what_its_tasks_dropped() =>
            MainProcess.Run(startMethod, DropWhileIdle).Should().Be("3 results, then 0");

        [Fact]
        public void An_object_that_a_task_kept_lives_on() =>
            MainProcess.Run(startMethod, KeepInTask).Should().Be("1 held, [1, 2]");
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : OfSeveralProcesses(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : OfSeveralProcesses(StartMethod.Fork);

    private static ListProxy<int>? kept;

    private static string KillOwner(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        var started = manager.Event();
        using var owner = ChildProcess.Start(
            OwnOne,
            manager.Address,
            started,
            new ChildProcessOptions { StartMethod = startMethod }
        );
        started.Wait(Limits.Wait);
        started.Dispose();
        var held = manager.ObjectCount - 1;
        owner.Kill();
        owner.Join();
        return $"{held} while it runs, then {AwaitNone(manager)}";
    }

    private static void OwnOne(string address, EventProxy started)
    {
        var list = Manager.Connect(address, CurrentProcess.AuthKey.Span).List([1]);
        started.Set();
        Thread.Sleep(TimeSpan.FromMinutes(1));
        GC.KeepAlive(list);
    }

    private static string DropWhileIdle(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var pool = new ProcessPool(1, startMethod);
        var lists = Enumerable.Range(0, 3).Select(i => manager.List([i])).ToArray();
        var results = pool.Map(CountOf, lists, chunkSize: 1);
        foreach (var list in lists)
            list.Dispose();
        return $"{results.Length} results, then {AwaitNone(manager)}";
    }

    private static string KeepInTask(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using var pool = new ProcessPool(1, startMethod);
        using (var list = manager.List([1]))
            pool.Apply(Keep, list);
        var held = manager.ObjectCount;
        return $"{held} held, {pool.Apply(AppendToKept, 2)}";
    }

    private static int CountOf(ListProxy<int> list) => list.Count;

    private static int Keep(ListProxy<int> list)
    {
        kept = list;
        return 0;
    }

    private static string AppendToKept(int item)
    {
        kept!.Add(item);
        return $"{kept}";
    }

    internal static int AwaitNone(Manager manager)
    {
        var end = DateTime.UtcNow.AddSeconds(10);
        while (manager.ObjectCount > 0 && DateTime.UtcNow < end)
            Thread.Sleep(10);
        return manager.ObjectCount;
    }
}
