using System.Net.Sockets;
using Multiprocessing;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>What belongs to its process is refused, and the error has the path to it.</summary>
public static class RefusalSpecs
{
    public sealed record Customer(string Name, object? Connection);

    public sealed record Order(Customer Customer, List<object?> Lines, Dictionary<string, object?> Notes);

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
                "Order.Customer.Connection: "
                    + "a Socket cannot be sent to another process: it is a connection of this process; "
                    + "send the address, and connect in the other process."
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
    public static void The_path_is_found_when_accessors_are_compiled()
    {
        var customers = new Customer[3_000];
        for (var i = 0; i < customers.Length; i++)
            customers[i] = new Customer($"{i}", i == 2_500 ? Thread.CurrentThread : null);

        Dumping(customers).Should().Throw<PicklingException>().Which.Path.Should().Be("Customer[][2500].Connection");
    }

    [Fact]
    public static void An_array_with_a_lower_bound_other_than_0_is_refused() =>
        Dumping(Array.CreateInstance(typeof(int), [1], [5]))
            .Should()
            .Throw<PicklingException>()
            .WithMessage("*lower bound*");

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
                "Link.Next.* … *.Next: objects nested more than 5,000 levels deep cannot be sent to another process."
            );
    }

    [Fact]
    public static void A_chain_that_does_not_fit_the_stack_of_the_thread_is_refused()
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
    public static void A_box_that_contains_itself_is_refused()
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
                "List<object>[0]: a Customer cannot be sent to another process: "
                    + "it has no Python equivalent and is not registered."
            );
    }

    [Fact]
    public static void A_pickler_works_after_a_refusal()
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
