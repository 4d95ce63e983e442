using Multiprocessing;
using SharedStateSpecs.Library.Connections;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Objects that a server shares under a name: one for all clients.</summary>
public sealed class NamedObjectSpecs : IDisposable
{
    private readonly ManagerServer server = new(Endpoints.Key);

    private Manager Connect() => Manager.Connect(server.Address, Endpoints.Key);

    public void Dispose() => server.Dispose();

    [Fact]
    public void A_collection_is_one_for_its_server_and_all_clients_before_and_after_the_start()
    {
        server.List("the_list", [1]).Add(2);
        server.Dictionary<string, int>("the_dict")["a"] = 3;
        server.Set<int>("the_set", [4]).Add(5);
        server.Value("the_value", "six");
        server.Array<double>("the_array", [7, 0])[1] = 8;
        server.Namespace("the_namespace").Set("x", 9);
        server.Queue<int>("the_queue", maxSize: 1).Put(10);
        server.JoinableQueue<int>("the_joinable").Put(11);

        server.Start();
        using var manager = Connect();

        manager.List<int>("the_list").Should().Equal(1, 2);
        manager.Dictionary<string, int>("the_dict")["a"].Should().Be(3);
        manager.Set<int>("the_set").Should().BeEquivalentTo([4, 5]);
        manager.NamedValue<string>("the_value").Value.Should().Be("six");
        manager.Array<double>("the_array").Should().Equal(7, 8);
        manager.Namespace("the_namespace").Get<int>("x").Should().Be(9);
        manager.Queue<int>("the_queue").TryPut(12).Should().BeFalse("it is full");
        manager.Queue<int>("the_queue").Get().Should().Be(10);
        manager.JoinableQueue<int>("the_joinable").TryGet(out var eleven).Should().BeTrue();
        eleven.Should().Be(11);
    }

    [Fact]
    public void A_means_of_waiting_is_one_for_its_server_and_all_clients()
    {
        server.Start();
        using var manager = Connect();

        server.Event("the_event").Set();
        server.Lock("the_lock").Acquire();
        var reentrant = server.RLock("the_rlock");
        server.Semaphore("the_semaphore", 2).Acquire();
        server.BoundedSemaphore("the_bounded").Acquire();
        server.Condition("the_condition", reentrant);
        server.Barrier("the_barrier", parties: 3);

        manager.Event("the_event").IsSet.Should().BeTrue();
        manager.Lock("the_lock").Acquire(TimeSpan.Zero).Should().BeFalse();
        manager.Semaphore("the_semaphore").Acquire(TimeSpan.Zero).Should().BeTrue("one of two is left");
        manager.Semaphore("the_bounded").Acquire(TimeSpan.Zero).Should().BeFalse();
        manager.Barrier("the_barrier").Parties.Should().Be(3);
        using (manager.RLock("the_rlock").Hold())
            manager.Condition("the_condition").NotifyAll();
        manager
            .Invoking(it => it.Condition("the_condition").NotifyAll())
            .Should()
            .Throw<InvalidOperationException>("its lock is not held");
    }

    [Fact]
    public void It_lives_as_long_as_its_server_and_no_client_can_release_it()
    {
        server.Start();
        server.Queue<int>("jobs").Put(1);
        using var client = new WireClient(server.Address);
        var id = client.Create("jobs");

        for (var i = 0; i < 5; i++)
            client.Ask(null, "decref", id);

        client.Create("jobs").Should().Be(id);
        client.Ask(id, "qsize").Should().Be(("#RETURN", 1));
        using (var manager = Connect())
            manager.Queue<int>("jobs").Dispose();
        client.Ask(id, "get").Should().Be(("#RETURN", 1));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_those_that_exist()
    {
        server.Start();
        using var manager = Connect();
        manager
            .Invoking(it => it.Lock("jobs"))
            .Should()
            .Throw<KeyNotFoundException>()
            .WithMessage("The manager at * shares nothing under the name 'jobs'. It shares nothing by name.");

        server.Dictionary<string, int>("settings");
        server.Register("numbers", () => new List<int>());

        manager
            .Invoking(it => it.Queue<int>("jobs"))
            .Should()
            .Throw<KeyNotFoundException>()
            .WithMessage("*under the name 'jobs'. It shares numbers, settings (dict).");
        manager.Invoking(it => it.Queue<int>("Queue")).Should().Throw<KeyNotFoundException>("that is no name");
        manager.Invoking(it => it.Queue<int>("")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Another_kind_is_refused_with_what_is_there()
    {
        server.Dictionary<string, int>("settings");
        server.Lock("the_lock");
        server.Register("numbers", () => new List<int>());
        server.Start();
        using var manager = Connect();

        manager
            .Invoking(it => it.Queue<int>("settings"))
            .Should()
            .Throw<InvalidCastException>()
            .WithMessage("'settings' of the manager at * is of type dict, not Queue.");
        manager.Invoking(it => it.Semaphore("the_lock")).Should().Throw<InvalidCastException>();
        manager
            .Invoking(it => it.Event("numbers"))
            .Should()
            .Throw<InvalidCastException>()
            .WithMessage("'numbers' * is not of type Event: it does not have is_set, set, wait. It has *add*");
        server.ObjectCount.Should().Be(2, "what does not fit was released");
    }

    [Theory]
    [InlineData("jobs", "The name 'jobs' is taken: the server shares an object of type Queue under it.*")]
    [InlineData("list", "The name 'list' is taken: it is a type that every server has.*")]
    [InlineData("numbers", "The name 'numbers' is taken: a class or a function is registered under it.*")]
    [InlineData("", "*")]
    public void A_name_is_used_once(string name, string why)
    {
        using var jobs = server.Register("numbers", () => new List<int>()).Queue<int>("jobs");

        server.Invoking(it => it.Event(name)).Should().Throw<ArgumentException>().WithMessage(why);
        server.Invoking(it => it.Register("jobs", () => new List<int>())).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_proxy_of_it_can_be_sent_like_any_other()
    {
        var jobs = server.Queue<int>("jobs");
        var outer = server.List<object>("outer", [jobs]);

        server.Start();
        using var manager = Connect();
        var arrived = manager.List<QueueProxy<int>>("outer")[0];
        arrived.Put(1);
        ((QueueProxy<object>)outer[0]).Put(2);

        (jobs.Get(), jobs.Get()).Should().Be((1, 2));
        Proxy.IdOf(arrived).Should().Be(jobs.Id);
    }

    [Fact]
    public void A_provided_proxy_is_its_object()
    {
        var jobs = server.Queue<int>("jobs");
        using var another = new ManagerServer(Endpoints.Key);
        var foreign = another.Queue<int>("jobs");
        server.Register("work", () => jobs).Register("foreign", () => foreign).Start();
        using var manager = Connect();

        manager.Queue<int>("work").Put(1);

        manager.Create("jobs").As<QueueProxy<int>>().Get().Should().Be(1);
        manager.Create("work").Invoking(it => it.As<EventProxy>()).Should().Throw<InvalidCastException>();
        manager
            .Invoking(it => it.Queue<int>("foreign"))
            .Should()
            .Throw<RemoteException>()
            .WithMessage("*is not an object of this server.*");
    }

    [Fact]
    public void After_the_end_of_its_server_a_call_fails()
    {
        var jobs = server.Queue<int>("jobs");
        jobs.Put(1);

        server.Dispose();

        jobs.Invoking(it => it.Put(2)).Should().Throw<ManagerLostException>();
        server.Invoking(it => it.Queue<int>("more")).Should().Throw<ObjectDisposedException>();
    }
}
