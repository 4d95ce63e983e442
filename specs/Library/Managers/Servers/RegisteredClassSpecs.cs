using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>.NET classes that clients use by a registered name.</summary>
public static class RegisteredClassSpecs
{
    public interface ICounter
    {
        int Count { get; set; }

        int Increment(int by = 1);

        int AddAll(List<int> numbers);

        void Fail(string why);

        Task<string> NameAsync();
    }

    public sealed class Counter(int start) : ICounter
    {
        public int Count { get; set; } = start;

        public int Increment(int by = 1) => Count += by;

        public int AddAll(List<int> numbers) => Count += numbers.Sum();

        public void Fail(string why) => throw new KeyNotFoundException(why);

        public async Task<string> NameAsync()
        {
            await Task.Yield();
            return "counter";
        }

        public void NotOfTheContract() { }
    }

    [CPython, Linux("Clients connect to a Unix socket.")]
    public sealed class FromCPython
    {
        [Fact]
        public void Members_have_their_own_names_and_snake_case_ones()
        {
            using var server = new ServerWithPythonClients(it => it.Register<ICounter, Counter>());

            server
                .Run(
                    """
                    c = connect('Counter').Counter(10)
                    print(c.increment(), c.Increment(5), c.increment(by=2))
                    print(c.add_all([1, 2]), c.AddAll((4,)), c.name_async())
                    print(c.count(), c.Count(), c.set_count(3), c.count(), hasattr(c, 'not_of_the_contract'))
                    """
                )
                .Should()
                .Equal("11 16 18", "21 25 counter", "25 25 None 3 False");
        }

        [Fact]
        public void An_exception_arrives_as_Pythons_own_with_its_stack()
        {
            using var server = new ServerWithPythonClients(it => it.Register<ICounter, Counter>());

            server
                .Run(
                    """
                    c = connect('Counter').Counter(start=1)
                    try: c.fail('gone')
                    except KeyError as e: print(e, 'RegisteredClassSpecs.Counter.Fail' in e.__notes__[0])
                    print(failure(lambda: c.increment('x')))
                    print(failure(lambda: c.increment(1, 2)))
                    """
                )
                .Should()
                .Equal(
                    "'gone' True",
                    "TypeError: increment() argument 'by': expected int, got a str.",
                    "TypeError: increment() takes at most 1 argument (2 given)"
                );
        }

        [Fact]
        public void A_provided_object_is_one_object_for_all_clients()
        {
            var counter = new Counter(1);
            using var server = new ServerWithPythonClients(it => it.Register("the_counter", () => counter));

            server
                .Run(
                    """
                    m = connect('the_counter')
                    a, b = m.the_counter(), m.the_counter()
                    print(a.increment(), b.increment(), a._id == b._id, m._number_of_objects())
                    """
                )
                .Should()
                .Equal("2 3 True 1");

            counter.Count.Should().Be(3);
        }

        [Fact]
        public void A_namespace_proxy_reads_and_writes_properties()
        {
            using var server = new ServerWithPythonClients(it => it.Register<ICounter, Counter>());

            server
                .Run(
                    """
                    M.register('Counter', proxytype=NamespaceProxy)
                    c = connect().Counter(1)
                    c.count = 5
                    print(c.count, failure(lambda: c.nothing))
                    """
                )
                .Should()
                .Equal("5 AttributeError: 'Counter' object has no attribute 'nothing'");
        }
    }

    [Fact]
    public static void A_class_that_cannot_be_created_is_refused_at_registration()
    {
        using var server = new ManagerServer("a key"u8);

        server
            .Invoking(it => it.Register("stream", typeof(Stream)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("System.IO.Stream cannot be registered*");
        server
            .Invoking(it => it.Register("counter", typeof(Counter), ["Nothing"]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*has no member 'Nothing'*");
    }

    [Theory]
    [InlineData("GetData", "get_data")]
    [InlineData("HTTPServer", "http_server")]
    [InlineData("X", "x")]
    [InlineData("Utf8Text", "utf8_text")]
    [InlineData("already_snake", "already_snake")]
    public static void A_name_in_snake_case(string name, string snake) =>
        Multiprocessing.Managers.Protocol.MemberNames.ToSnakeCase(name).Should().Be(snake);
}
