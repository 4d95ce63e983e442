using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>Two references to one object in a message stay one object, and cycles stay cycles. Post §2.</summary>
[Observation("S2.05", "S2.06")]
public static class AliasingSpecs
{
    public sealed class Node
    {
        public Node? Next { get; set; }

        public object? Held { get; set; }

        public List<Node> Children { get; set; } = [];

        public Node[]? Row { get; set; }
    }

    public sealed record Pair(object Left, object Right);

    public sealed class Caseless : IEqualityComparer<Node>
    {
        public bool Equals(Node? x, Node? y) => ReferenceEquals(x, y);

        public int GetHashCode(Node obj) => 1;
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public static void Two_references_stay_one_object(object value)
    {
        var copy = Pickled.Copy(new Pair(value, value));

        copy.Right.Should().BeSameAs(copy.Left);
        copy.Left.Should().NotBeSameAs(value);
    }

    public static TheoryData<object> Objects() =>
        [
            new Node(),
            new List<int> { 1 },
            new List<object?> { 1 },
            new List<string> { "a" },
            new byte[] { 1 },
            new[] { 1 },
            new[] { 'a' },
            new[] { "a" },
            new int[1, 1],
            new Dictionary<string, int> { ["a"] = 1 },
            new HashSet<int> { 1 },
            Tuple.Create(1),
            new string('x', 3),
            new Queue<int>(),
            new List<byte> { 1 },
            new InvalidOperationException("no"),
            Array.AsReadOnly([1]),
            new ConcurrentQueue<int>([1]),
            new ConcurrentDictionary<int, int>(),
            ImmutableStack.Create(1),
            ImmutableSortedSet.Create("a"),
            FrozenSet.Create(1, 2),
            new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(),
            new StringBuilder("a"),
            new BitArray(3),
            IPAddress.Parse("10.0.0.1"),
            new JsonObject { ["a"] = 1 },
        ];

    [Fact]
    public static void Memory_and_segments_of_a_whole_array_stay_parts_of_one_object()
    {
        var array = new[] { 1, 2 };

        var copy = Pickled.Copy(new Pair(array, (array.AsMemory(), new ArraySegment<int>(array))));

        var (memory, segment) = ((Memory<int>, ArraySegment<int>))copy.Right;
        memory.Equals((Memory<int>)(int[])copy.Left).Should().BeTrue();
        ReferenceEquals(segment.Array, copy.Left).Should().BeTrue();
    }

    [Fact]
    public static void A_cycle_through_an_immutable_collection_is_kept()
    {
        var node = new Node();
        node.Held = ImmutableQueue.Create(node);

        var copy = Pickled.Copy(node);

        copy.Held.Should().BeOfType<ImmutableQueue<Node>>().Which.Peek().Should().BeSameAs(copy);
    }

    [Fact]
    public static void Equal_objects_stay_two()
    {
        var copy = Pickled.Copy(new Pair(new List<int> { 1 }, new List<int> { 1 }));

        copy.Right.Should().NotBeSameAs(copy.Left);
    }

    [Fact]
    public static void One_object_in_two_messages_becomes_two()
    {
        var node = new Node();

        Pickled.Copy(node).Should().NotBeSameAs(Pickled.Copy(node));
    }

    [Fact]
    public static void A_cycle_through_a_field_is_kept()
    {
        var node = new Node();
        node.Next = new Node { Next = node };

        var copy = Pickled.Copy(node);

        copy.Next!.Next.Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_cycle_through_a_list_is_kept()
    {
        var node = new Node();
        node.Children.Add(node);

        var copy = Pickled.Copy(node);

        copy.Children.Should().ContainSingle().Which.Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_cycle_through_an_array_is_kept()
    {
        var row = new Node[1];
        row[0] = new Node { Row = row };

        var copy = Pickled.Copy(row);

        copy[0].Row.Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_cycle_through_a_dictionary_and_its_comparer_is_kept()
    {
        var node = new Node();
        node.Held = new Dictionary<Node, object>(new Caseless()) { [node] = node };

        var copy = Pickled.Copy(node);

        copy.Held.Should().BeOfType<Dictionary<Node, object>>().Which[copy].Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_cycle_through_a_struct_in_a_box_is_kept()
    {
        var node = new Node();
        node.Held = (node, 1);

        var copy = Pickled.Copy(node);

        copy.Held.Should().BeOfType<(Node, int)>().Which.Item1.Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_list_that_holds_itself_is_kept()
    {
        var list = new List<object?>();
        list.Add(list);

        var copy = Pickled.Copy(list);

        copy[0].Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_chain_of_four_thousand_objects_is_copied()
    {
        var chain = new Node();
        for (var i = 1; i < 4_000; i++)
            chain = new Node { Next = chain };

        var length = 0;
        for (var node = Pickled.Copy(chain); node is not null; node = node.Next)
            length++;

        length.Should().Be(4_000);
    }
}
