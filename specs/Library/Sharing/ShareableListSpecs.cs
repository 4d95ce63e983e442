using Multiprocessing;
using SharedStateSpecs.Library.Pickling;
using static SharedStateSpecs.Library.Sharing.SharedMemoryFaultSpecs;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>A list of fixed places in shared memory, in one process.</summary>
public static class ShareableListSpecs
{
    private static readonly object?[] Everything =
    [
        5,
        long.MinValue,
        2.5,
        true,
        false,
        null,
        "abc",
        "ééééé",
        "",
        new byte[] { 1, 0, 255 },
        Array.Empty<byte>(),
    ];

    [Fact]
    public static void A_list_opened_by_its_name_has_the_same_items()
    {
        using var list = ShareableList.Create(Everything);
        using var opened = ShareableList.Open(list.Name);

        opened.Should().BeEquivalentTo(Everything, options => options.WithStrictOrdering());
        opened.Count.Should().Be(Everything.Length);
        Pickled.Copy(list).Should().BeSameAs(list);
    }

    [Fact]
    public static void Numbers_of_every_integer_type_are_kept()
    {
        using var list = ShareableList.Create([(byte)1, (short)-2, 3u, (ulong)long.MaxValue, 1.5f]);

        list.Should().Equal(1, -2, 3, long.MaxValue, 1.5);
    }

    [Fact]
    public static void An_item_is_replaced_by_one_of_another_type_that_fits()
    {
        using var list = ShareableList.Create([1, "12345678", null]);

        list[0] = "12345678";
        list[1] = new byte[16]
            .Select(_ => (byte)7)
            .ToArray();
        list[2] = false;

        list[0].Should().Be("12345678");
        ((byte[])list[1]!).Should().HaveCount(16);
        list[2].Should().Be(false);
    }

    [Fact]
    public static void An_item_that_does_not_fit_is_refused_and_changes_nothing()
    {
        using var list = ShareableList.Create(["abc"]);

        FluentActions
            .Invoking(() => list[0] = "ééééé")
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Item 0 of the list has a place of 8 bytes, and the new one needs 10.");
        list[0].Should().Be("abc");
    }

    [Fact]
    public static void What_a_list_cannot_keep_is_refused()
    {
        foreach (object item in (object[])["a\0", new byte[] { 0 }, "\ud800", 1m, new object()])
            FluentActions.Invoking(() => ShareableList.Create([item])).Should().Throw<ArgumentException>();
        FluentActions
            .Invoking(() => ShareableList.Create([ulong.MaxValue]))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public static void An_item_is_found_by_its_value()
    {
        using var list = ShareableList.Create([1, "a", new byte[] { 1 }, null]);

        list.IndexOf(1L).Should().Be(0);
        list.IndexOf(new byte[] { 1 }).Should().Be(2);
        list.IndexOf(null).Should().Be(3);
        list.IndexOf("b").Should().Be(-1);
    }

    [Fact]
    public static void A_list_can_be_empty_and_has_no_item_beyond_its_end()
    {
        using var list = ShareableList.Create([]);

        list.Should().BeEmpty();
        FluentActions.Invoking(() => list[0]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public static void Whatever_a_segment_contains_it_is_a_list_or_is_refused()
    {
        var random = new Random(17);
        using var list = ShareableList.Create(Everything);
        using var memory = SharedMemory.Open(list.Name);
        var whole = memory.Span.ToArray();
        Refused(() => Damage(static bytes => bytes.Fill(0xff))).Error.Should().Be(SharedMemoryError.WrongContent);
        for (var i = 0; i < 3_000; i++)
        {
            try
            {
                Damage(bytes => bytes[random.Next(bytes.Length)] = (byte)random.Next(256));
            }
            catch (SharedMemoryException failure)
            {
                failure.Error.Should().Be(SharedMemoryError.WrongContent);
            }
        }

        void Damage(Action<Span<byte>> damage)
        {
            whole.CopyTo(memory.Span);
            damage(memory.Span);
            using var opened = ShareableList.Open(list.Name);
            _ = opened.ToList();
        }
    }

    [Fact]
    public static void What_was_disposed_cannot_be_used()
    {
        var list = ShareableList.Create([1]);
        list.Dispose();

        foreach (
            var use in (Action[])[() => _ = list[0], () => list[0] = 1, () => _ = list.Count, () => _ = list.ToList()]
        )
        {
            use.Should().Throw<ObjectDisposedException>();
        }
    }
}
