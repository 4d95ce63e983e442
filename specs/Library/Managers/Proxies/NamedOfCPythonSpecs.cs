using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>What a CPython program shares under a name, <c>register(name, callable=...)</c>, used from .NET.</summary>
[CPython, Linux("CPython's server listens on a Unix socket without a file.")]
public sealed class NamedOfCPythonSpecs : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly CPythonServer server;
    private readonly Manager manager;

    public NamedOfCPythonSpecs() =>
        (server, manager) = CPythonServer.Start(
            """
            import queue
            from multiprocessing.managers import DictProxy
            tasks, settings = queue.Queue(2), {'a': 1}
            M.register('get_task_queue', callable=lambda: tasks)
            M.register('settings', callable=lambda: settings, proxytype=DictProxy)
            M.register('plain', callable=lambda: settings)
            """
        );

    public void Dispose()
    {
        manager.Dispose();
        server.Dispose();
    }

    [Fact]
    public void A_queue_has_an_empty_and_a_full_end()
    {
        var tasks = manager.Queue<int>("get_task_queue");

        tasks.TryGet(out _).Should().BeFalse();
        tasks.Invoking(it => it.Get(Moment)).Should().Throw<TimeoutException>();
        tasks.Put(1);
        manager.Queue<int>("get_task_queue").Put(2);
        tasks.TryPut(3, Moment).Should().BeFalse("it has room for two");
        (tasks.Get(), tasks.Get(), tasks.IsEmpty).Should().Be((1, 2, true));
    }

    [Fact]
    public void A_cancelled_wait_takes_nothing()
    {
        var tasks = manager.JoinableQueue<int>("get_task_queue");
        using var cancelled = new CancellationTokenSource(Moment);

        tasks.Invoking(it => it.Get(cancellation: cancelled.Token)).Should().Throw<OperationCanceledException>();
        tasks.Put(1);

        tasks.Join(Moment).Should().BeFalse("the item is not finished");
        tasks.Get().Should().Be(1);
        tasks.TaskDone();
        tasks.Join().Should().BeTrue();
    }

    [Fact]
    public void A_dictionary_is_one_for_all()
    {
        manager.Dictionary<string, int>("settings")["b"] = 2;

        manager
            .Dictionary<string, int>("settings")
            .ToDictionary()
            .Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
    }

    [Fact]
    public void A_wrong_kind_or_name_is_refused()
    {
        manager
            .Invoking(it => it.Dictionary<string, int>("plain"))
            .Should()
            .Throw<InvalidCastException>()
            .WithMessage(
                "'plain' * is not of type dict: it does not have __getitem__, __len__, __setitem__. "
                    + "It has clear, copy, *. In CPython, register it with proxytype=DictProxy."
            );
        manager
            .Invoking(it => it.Queue<int>("settings"))
            .Should()
            .Throw<InvalidCastException>()
            .WithMessage("'settings' * is not of type Queue: it does not have empty, full, put, qsize.*");
        manager
            .Invoking(it => it.Queue<int>("nothing"))
            .Should()
            .Throw<KeyNotFoundException>()
            .WithMessage("The manager at * shares nothing under the name 'nothing'.");
    }
}
