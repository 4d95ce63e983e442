using System.Net.Sockets;
using Multiprocessing;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>What belongs to its process does not cross, and the error names the member that leads there.</summary>
public static class RefusalSpecs
{
    public sealed record Customer(string Name, object? Connection);

    public sealed record Order(Customer Customer, List<object?> Lines, Dictionary<string, object?> Notes);

    public sealed class Log : MemoryStream;

    public struct Holder
    {
        public object? Self { get; set; }
    }

    private sealed class Link
    {
        public Link? Next { get; init; }
    }

    [Fact]
    public static void A_socket_is_refused_with_the_path_to_it()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        Dumping(new Order(new Customer("Ann", socket), [], []))
            .Should()
            .Throw<PicklingException>()
            .WithMessage(
                "Order.Customer.Connection: a Socket cannot cross to another process: it belongs to the process that made it."
            )
            .Which.Path.Should()
            .Be("Order.Customer.Connection");
    }

    [Fact]
    public static void The_path_goes_through_lists_and_dictionaries() =>
        Dumping(
                new Order(
                    new Customer("Ann", null),
                    [1, new[] { "a", null, new object() }],
                    new() { ["x"] = (1, Task.CompletedTask) }
                )
            )
            .Should()
            .Throw<PicklingException>()
            .Which.Path.Should()
            .Be("Order.Notes[x].Item2");

    [Fact]
    public static void The_path_is_found_where_accessors_are_compiled()
    {
        var customers = new Customer[3_000];
        for (var i = 0; i < customers.Length; i++)
            customers[i] = new Customer($"{i}", i == 2_500 ? Thread.CurrentThread : null);

        Dumping(customers).Should().Throw<PicklingException>().Which.Path.Should().Be("Customer[][2500].Connection");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public static void What_belongs_to_its_process_is_refused(object value, string reason) =>
        Dumping(value).Should().Throw<PicklingException>().WithMessage(reason);

    public static TheoryData<object, string> Refused() =>
        new()
        {
            { Task.CompletedTask, "a Task* cannot cross to another process: it belongs to the process that made it." },
            {
                new MemoryStream(),
                "a MemoryStream cannot cross to another process: it belongs to the process that made it."
            },
            {
                new Log(),
                "a Log cannot cross to another process: it derives from MemoryStream, whose fields are .NET's own."
            },
            {
                new FileInfo("a"),
                "a FileInfo cannot cross to another process: it belongs to the process that made it."
            },
            { (nint)1, "an IntPtr cannot cross to another process: it belongs to the process that made it." },
            {
                new Action(() => { }),
                "an Action cannot cross to another process: a function crosses only as the one that a child or a pool is told to run."
            },
            {
                Enumerable.Repeat(1, 1).Select(item => item),
                "a*SelectIterator* cannot cross to another process: it belongs to the process that made it."
            },
            {
                new Dictionary<string, int>(StringComparer.InvariantCulture),
                "Dictionary<string, int>.Comparer: a *Comparer cannot cross*"
            },
            { Array.CreateInstance(typeof(int), [1], [5]), "*lower bound*" },
        };

    [Fact]
    public static void A_chain_deeper_than_the_limit_is_refused()
    {
        var chain = new Link();
        for (var i = 0; i < 100_000; i++)
            chain = new Link { Next = chain };

        Dumping(chain)
            .Should()
            .Throw<PicklingException>()
            .WithMessage(
                "Link.Next.* … *.Next: objects that hold one another more than 5,000 levels deep cannot cross."
            );
    }

    [Fact]
    public static void A_chain_that_this_thread_has_no_stack_for_is_refused()
    {
        var chain = new Link();
        for (var i = 0; i < 4_900; i++)
            chain = new Link { Next = chain };

        PicklingException? refusal = null;
        var thread = new Thread(
            () => refusal = Assert.Throws<PicklingException>(() => Pickled.Dump(chain)),
            maxStackSize: 256 << 10
        );
        thread.Start();
        thread.Join();

        refusal!.Message.Should().EndWith("do not fit this thread's stack.");
    }

    [Fact]
    public static void A_box_that_holds_itself_is_refused()
    {
        object box = default(Holder);
        typeof(Holder).GetProperty(nameof(Holder.Self))!.SetValue(box, box);

        Dumping(box).Should().Throw<PicklingException>();
    }

    [Fact]
    public static void A_class_that_was_not_registered_is_refused_on_a_managers_socket()
    {
        var dumping = () =>
            new Pickler(new RegisteredTypes()).Dump(new List<object?> { new Customer("Ann", null) }).ToArray();

        dumping
            .Should()
            .Throw<PicklingException>()
            .WithMessage(
                "List<object>[0]: a Customer cannot cross to another process: it has no twin in Python, and was not registered."
            );
    }

    [Fact]
    public static void A_pickler_works_on_after_a_refusal()
    {
        var pickler = new Pickler(PickleTypes.Application);
        FluentActions
            .Invoking(() => pickler.Dump<object>(new List<string> { "a", "b" }.GetEnumerator()).ToArray())
            .Should()
            .Throw<PicklingException>();

        Pickled.Load<string>(pickler.Dump("after")).Should().Be("after");
    }

    private static Func<byte[]> Dumping(object value) => () => Pickled.Dump(value);
}
