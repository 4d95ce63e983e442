using Multiprocessing;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>What members of registered classes return: values, items, or proxies of other objects.</summary>
public static class ReturnedObjectSpecs
{
    public interface IShop
    {
        ITill Till(string name);

        Task<ITill> TillAsync(string name);

        ValueTask<int> LaterAsync(int value);

        ValueTask PauseAsync();

        IEnumerable<int> Squares(int count);

        IEnumerator<int> Count(int first);

        IAsyncEnumerable<int> CountAsync(int count);

        QueueProxy<string> Orders();

        Price PriceOf(string fruit);
    }

    public interface ITill
    {
        int Add(int amount);

        ITill Itself();
    }

    public sealed record Price(string Fruit, int Amount);

    public sealed record Sticker(string Text);

    public class Till : ITill
    {
        private int total;

        public int Add(int amount) => total += amount;

        public ITill Itself() => this;
    }

    public sealed class SmallTill : Till;

    public sealed class Shop : IShop
    {
        private readonly Dictionary<string, Till> tills = [];

        public static QueueProxy<string> OwnOrders { get; set; } = null!;

        public ITill Till(string name) =>
            tills.TryGetValue(name, out var till) ? till : tills[name] = name == "small" ? new SmallTill() : new Till();

        public async Task<ITill> TillAsync(string name)
        {
            await Task.Yield();
            return Till(name);
        }

        public async ValueTask<int> LaterAsync(int value)
        {
            await Task.Yield();
            return value;
        }

        public async ValueTask PauseAsync() => await Task.Yield();

        public IEnumerable<int> Squares(int count) => Enumerable.Range(1, count).Select(x => x * x);

        public IEnumerator<int> Count(int first)
        {
            while (true)
                yield return first++;
        }

        public async IAsyncEnumerable<int> CountAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        public QueueProxy<string> Orders() => OwnOrders;

        public Price PriceOf(string fruit) => new(fruit, fruit.Length);
    }

    private static void Register(ManagerServer server)
    {
        server.Register<IShop, Shop>().Register<ITill, Till>();
        Shop.OwnOrders = server.Queue<string>("orders");
    }

    [CPython, Linux("Clients connect to a Unix socket.")]
    public sealed class ToCPython : IDisposable
    {
        private readonly ServerWithPythonClients server = new(Register);

        public void Dispose() => server.Dispose();

        [Fact]
        public void An_object_of_a_registered_class_is_a_proxy() =>
            server
                .Run(
                    """
                    shop = connect('Shop', 'Till').Shop()
                    a, again = shop.till('a'), shop.till('a')
                    print(a.add(5), again.add(1), a._id == again._id, shop.till_async('a').add(1))
                    print(shop.till('small').add(2), shop.till('a')._token.typeid)
                    """
                )
                .Should()
                .Equal("5 6 True 7", "2 Till");

        [Fact]
        public void A_proxy_of_the_server_is_a_proxy() =>
            server
                .Run(
                    """
                    shop = connect('Shop').Shop()
                    shop.orders().put('apples'); print(shop.orders().get(), failure(shop.orders().get_nowait))
                    """
                )
                .Should()
                .Equal("apples Empty: ");

        [Fact]
        public void An_enumerator_is_an_iterator_and_a_sequence_its_items() =>
            server
                .Run(
                    """
                    shop = connect('Shop').Shop()
                    numbers = shop.count(5); print(next(numbers), next(numbers), next(shop.count(5)))
                    print(shop.squares(3), list(shop.count_async(3)))
                    numbers.close(); print(list(numbers))
                    """
                )
                .Should()
                .Equal("5 6 5", "[1, 4, 9] [0, 1, 2]", "[]");

        [Fact]
        public void A_manager_without_iterators_registers_them() =>
            server
                .Run(
                    """
                    from multiprocessing.managers import IteratorProxy
                    class Own(BaseManager): pass
                    Own.register('Shop'); Own.register('Iterator', proxytype=IteratorProxy, create_method=False)
                    m = Own(sys.argv[1], sys.argv[2].encode()); m.connect()
                    print(list(m.Shop().count_async(2)), m.Shop().squares(2))
                    """
                )
                .Should()
                .Equal("[0, 1] [1, 4]");

        [Fact]
        public void A_value_task_is_awaited() =>
            server
                .Run("shop = connect('Shop').Shop(); print(shop.later_async(8), shop.pause_async())")
                .Should()
                .Equal("8 None");

        [Fact]
        public void A_class_that_is_not_registered_is_refused_by_its_name()
        {
            server.ManagerServer.List("prices", [new Price("kiwi", 4)]);
            server.ManagerServer.List("stickers", [new Sticker("new")]);
            const string refusal =
                "a Price cannot be sent to another process: Python does not have the class. "
                + "Return a dictionary, a tuple, or an object of a registered class instead.";

            server
                .Run(
                    """
                    m = connect('Shop', 'prices', 'stickers')
                    print(failure(lambda: m.Shop().price_of('kiwi')).splitlines()[2].split(': ', 2)[-1])
                    print(failure(lambda: m.prices().pop()).splitlines()[2].split(': ', 2)[-1]); print(len(m.prices()))
                    why = failure(lambda: m.stickers().pop())
                    print('an object of a class in SharedStateSpecs cannot be sent' in why, len(m.stickers()))
                    """
                )
                .Should()
                .Equal(refusal, refusal, "1", "True 1");
        }
    }

    public sealed class ToDotNet : IDisposable
    {
        private readonly ManagerServer server = new(Endpoints.Key);
        private readonly Manager manager;
        private readonly IShop shop;

        public ToDotNet()
        {
            Register(server);
            server.Start();
            manager = Manager.Connect(server.Address, Endpoints.Key).Register<IShop>("Shop");
            shop = manager.Create<IShop>();
        }

        public void Dispose()
        {
            manager.Dispose();
            server.Dispose();
        }

        [Fact]
        public async Task An_object_of_a_registered_class_is_a_proxy()
        {
            shop.Till("a").Add(5);

            shop.Till("a").Add(1).Should().Be(6);
            (await shop.TillAsync("a")).Add(1).Should().Be(7);
            Proxy.IdOf(shop.Till("a")).Should().Be(Proxy.IdOf(shop.Till("a")));
            var till = manager.Create("Till");
            till.Call<ObjectProxy>("itself").Id.Should().Be(till.Id, "it returned itself");
        }

        [Fact]
        public async Task Other_results_arrive_as_declared()
        {
            shop.Orders().Put("apples");

            server.ObjectCount.Should().BeGreaterThan(0);
            shop.Orders().Get().Should().Be("apples");
            shop.Squares(3).Should().Equal(1, 4, 9);
            (await shop.LaterAsync(8)).Should().Be(8);
            await shop.PauseAsync();
            shop.PriceOf("kiwi").Should().Be(new Price("kiwi", 4));
        }

        [Fact]
        public async Task Items_are_taken_one_by_one()
        {
            using var numbers = shop.Count(5);
            var items = new List<int>();

            await foreach (var item in shop.CountAsync(3))
                items.Add(item);

            items.Should().Equal(0, 1, 2);
            (numbers.MoveNext(), numbers.MoveNext(), numbers.Current).Should().Be((true, true, 6));
        }
    }
}
