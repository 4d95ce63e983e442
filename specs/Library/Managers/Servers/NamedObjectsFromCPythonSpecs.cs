using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Objects that a .NET server shares under a name, as clients of CPython use them.</summary>
[CPython, Linux("Clients connect to a Unix socket.")]
public static class NamedObjectsFromCPythonSpecs
{
    [Fact]
    public static void The_worker_of_a_distributed_program_runs_unchanged()
    {
        using var server = new ManagerServer("abc"u8, "127.0.0.1:0", new() { AllowMd5 = true });
        var tasks = server.Queue<int>("get_task_queue");
        var results = server.Queue<string>("get_result_queue");
        for (var i = 0; i < 4; i++)
            tasks.Put(i);
        server.Start();

        var program = Fixture
            .Text("queue_worker.py")
            .Replace("5000", server.Address.Split(':')[1], StringComparison.Ordinal);
        using var worker = Process.Start(
            new ProcessStartInfo("python3", ["-S", "-c", program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = worker.StandardOutput.ReadToEnd();

        worker.StandardError.ReadToEnd().Should().BeEmpty();
        output.Split('\n').Should().Contain("no task is left").And.HaveCount(7);
        Enumerable
            .Range(0, 4)
            .Select(_ => results.TryGet(out var result) ? result : "none")
            .Should()
            .Equal("0 * 0 = 0", "1 * 1 = 1", "2 * 2 = 4", "3 * 3 = 9");
    }

    [Fact]
    public static void A_queue_has_the_methods_and_exceptions_of_Pythons_queue()
    {
        using var server = new ServerWithPythonClients(it => it.Queue<int>("get_job_q", maxSize: 2));

        server
            .Run(
                """
                m = connect('get_job_q')
                q, again = m.get_job_q(), m.get_job_q()
                print(q.empty(), q.qsize(), q._id == again._id)
                try: q.get_nowait()
                except queue.Empty: print('empty')
                q.put(1); again.put_nowait(2)
                try: q.put(3, timeout=0.01)
                except queue.Full: print('full', q.full())
                print(again.get(timeout=1), q.get(), failure(lambda: q.get(timeout=0.01)))
                q.task_done(); q.task_done(); q.join(); print(failure(q.task_done))
                """
            )
            .Should()
            .Equal("True 0 True", "empty", "full True", "1 2 Empty: ", "ValueError: task_done() called too many times");
    }

    [Fact]
    public static void Every_kind_is_used_through_CPythons_proxies()
    {
        using var server = new ServerWithPythonClients(Share);

        server
            .Run(
                """
                from multiprocessing.managers import (
                    ListProxy, DictProxy, ValueProxy, ArrayProxy,
                    EventProxy, AcquirerProxy, BarrierProxy, ConditionProxy)
                M.register('settings', proxytype=DictProxy); M.register('items', proxytype=ListProxy)
                M.register('limit', proxytype=ValueProxy); M.register('row', proxytype=ArrayProxy)
                M.register('state', proxytype=NamespaceProxy); M.register('ready', proxytype=EventProxy)
                M.register('guard', proxytype=AcquirerProxy); M.register('meeting', proxytype=BarrierProxy)
                M.register('change', proxytype=ConditionProxy)
                m = connect('names')
                d = m.settings(); d['b'] = 2; d.update(c=3); print(d, len(d), 'a' in d, sorted(m.settings()))
                l = m.items(); l += [5]; print(l, l[-1]); m.limit().value += 1; print(m.limit().value, m.row()[:])
                n = m.state(); n.x = 1; print(m.state().x, m.ready().is_set(), m.names())
                with m.guard(), m.change(): print(m.guard().acquire(False), m.meeting().parties, m.meeting().wait())
                """
            )
            .Should()
            .Equal(
                "{'a': 1, 'b': 2, 'c': 3} 3 True ['a', 'b', 'c']",
                "[4, 5] 5",
                "8 array('i', [1, 2])",
                "1 True {'n'}",
                "False 1 0"
            );
    }

    [Fact]
    public static void A_plain_proxy_of_every_kind_can_be_made()
    {
        using var server = new ServerWithPythonClients(Share);

        server
            .Run(
                """
                m = connect('settings', 'state', 'meeting', 'ready')
                print(m.settings().get('a'), m.state(), m.meeting().wait(), m.ready().is_set())
                print(failure(lambda: m.settings(1)).splitlines()[0].split(':')[0])
                """
            )
            .Should()
            .Equal("1 Namespace() 0 True", "RemoteError");
    }

    [Fact]
    public static void A_proxy_that_CPython_stores_arrives_as_the_declared_one()
    {
        QueueProxy<int> jobs = null!;
        using var server = new ServerWithPythonClients(it => jobs = it.Queue<int>("jobs"));
        var proxies = server.ManagerServer.List<QueueProxy<int>>("proxies");

        server.Run("m = connect('jobs', 'proxies'); m.proxies().append(m.jobs())").Should().BeEmpty();
        proxies[0].Put(7);

        jobs.Get().Should().Be(7);
    }

    private static void Share(ManagerServer server)
    {
        server.Dictionary<string, int>("settings")["a"] = 1;
        server.List("items", [4]);
        server.Value("limit", 7);
        server.Array("row", [1, 2]);
        server.Namespace("state");
        server.Set("names", ["n"]);
        server.Event("ready").Set();
        server.Lock("guard");
        server.Condition("change");
        server.Barrier("meeting", parties: 1);
    }
}
