using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>Objects of registered classes, used through an interface.</summary>
public static class InterfaceProxySpecs
{
    public interface ICounter
    {
        int Count { get; set; }

        int Increment(int by = 1);

        int GetCount();

        void Fail(string why);

        Task<int> IncrementAsync(int by);
    }

    public interface IAddressBook : IDisposable
    {
        Entry? Find(string name);

        void Add(Entry entry);

        ICounter Missing();
    }

    public interface ISlow;

    public sealed record Entry(string Name, List<int> Numbers);

    public sealed class Counter(int start) : ICounter
    {
        public int Count { get; set; } = start;

        public int Increment(int by = 1) => Count += by;

        public int GetCount() => Count;

        public void Fail(string why) => throw new KeyNotFoundException(why);

        public Task<int> IncrementAsync(int by) => Task.FromResult(Count += by);
    }

    public sealed class AddressBook : IAddressBook
    {
        private readonly Dictionary<string, Entry> entries = [];

        public Entry? Find(string name) => entries.GetValueOrDefault(name);

        public void Add(Entry entry) => entries[entry.Name] = entry;

        public ICounter Missing() => throw new NotSupportedException();

        public void Dispose() => throw new InvalidOperationException("Dispose of a proxy must not reach the object.");
    }

    public sealed class Slow : ISlow
    {
        public static readonly ManualResetEventSlim Begins = new(),
            Ends = new();

        public Slow()
        {
            Begins.Set();
            Ends.Wait();
        }
    }

    public sealed class OnAServerOfThisProcess : IDisposable
    {
        private static readonly TimeSpan Long = Limits.Wait;

        private readonly ManagerServer server = new("key"u8);

        [Fact]
        public async Task A_slow_constructor_does_not_block_other_threads()
        {
            server.Register<ISlow, Slow>().Start();
            using var manager = Manager.Connect(server.Address, "key"u8).Register<ISlow>(nameof(Slow));
            using var numbers = manager.List([1]);
            var making = Task.Run(() => manager.Create<ISlow>());
            Slow.Begins.Wait(Long).Should().BeTrue();

            GC.Collect();
            var counting = Task.Run(() => numbers.Count);

            var ended = await Task.WhenAny(counting, Task.Delay(Long));
            Slow.Ends.Set();

            ended.Should().BeSameAs(counting);
            await making.WaitAsync(Long);
        }

        public void Dispose()
        {
            Slow.Ends.Set();
            server.Dispose();
        }
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnAServerOfItsOwn : IDisposable
    {
        private readonly Manager manager = Manager
            .Start()
            .Register<ICounter, Counter>()
            .Register<IAddressBook, AddressBook>();

        [Fact]
        public void Members_run_in_the_server()
        {
            var counter = manager.Create<ICounter>(10);

            counter.Increment().Should().Be(11);
            counter.Count = 20;
            counter.Increment(by: 2).Should().Be(22);
            counter.Count.Should().Be(22);
            counter.IncrementAsync(3).IsCompletedSuccessfully.Should().BeTrue("the server waited for the task");
            counter.GetCount().Should().Be(25);
        }

        [Fact]
        public void An_exception_of_a_member_arrives_with_the_stack_in_the_server()
        {
            var counter = manager.Create<ICounter>(1);

            counter
                .Invoking(it => it.Fail("gone"))
                .Should()
                .Throw<KeyNotFoundException>()
                .WithMessage("gone")
                .WithInnerException<RemoteException>()
                .WithMessage("*Counter.Fail*");
        }

        [Fact]
        public void Classes_in_the_interface_are_sent_by_their_fields()
        {
            using var book = manager.Create<IAddressBook>();

            book.Add(new("Ada", [1, 2]));

            book.Find("Ada").Should().BeEquivalentTo(new Entry("Ada", [1, 2]));
            book.Find("Bob").Should().BeNull();
        }

        [Fact]
        public void Two_proxies_stand_for_one_object()
        {
            using var counters = manager.List<ICounter>([manager.Create<ICounter>(1)]);

            counters[0].Increment();

            counters[0].Count.Should().Be(2);
            Proxy.IdOf(counters[0]).Should().Be(Proxy.IdOf(counters[0]));
            counters[0].Should().NotBeSameAs(counters[0]);
        }

        [Fact]
        public void A_wrong_argument_of_a_constructor_is_reported() =>
            manager
                .Invoking(it => it.Create<ICounter>("ten"))
                .Should()
                .Throw<RemoteException>()
                .WithMessage("*TypeError: Counter() argument 'start': expected int, got a str.*");

        [Fact]
        public void An_unregistered_type_is_reported()
        {
            manager
                .Invoking(it => it.Create<IComparable>())
                .Should()
                .Throw<InvalidOperationException>()
                .WithMessage("No class is registered for *");
            manager
                .Invoking(it => it.Create("Nothing"))
                .Should()
                .Throw<RemoteException>()
                .WithMessage("*KeyError: Nothing*");
            manager
                .Invoking(it => it.Register<Counter, Counter>())
                .Should()
                .Throw<ArgumentException>()
                .WithMessage("*is not an interface*");
        }

        public void Dispose() => manager.Dispose();
    }

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : AnyServerSpecs(onCPython: true)
    {
        [Fact]
        public void Members_have_the_names_that_Python_gives_them()
        {
            var counter = Manager.Register<ICounter>("Counter").Create<ICounter>(10);

            counter.Increment().Should().Be(11);
            counter.GetCount().Should().Be(11);
            counter.Invoking(it => it.Fail("gone")).Should().Throw<KeyNotFoundException>().WithMessage("gone");
            counter
                .Invoking(it => it.Count)
                .Should()
                .Throw<MissingMemberException>()
                .WithMessage(
                    "The Counter of the manager at * has neither Count nor count; it has fail, get_count, increment."
                );
        }

        [Fact]
        public void Methods_of_an_unknown_class_are_called_by_name()
        {
            using var counter = Manager.Create("Counter", 1);

            counter.Methods.Should().BeEquivalentTo("increment", "get_count", "fail");
            counter.Call<int>("increment", 4).Should().Be(5);
            counter.Invoking(it => it.Call<int>("count")).Should().Throw<RemoteException>().WithMessage("*'count'*");
        }
    }
}
