using Multiprocessing;
using SharedStateSpecs.Library.Managers.Proxies;
using SharedStateSpecs.Library.Pickling;
using static SharedStateSpecs.Library.Sharing.SharedMemoryFaultSpecs;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Arrays in shared memory, in one process.</summary>
public static class SharedArraySpecs
{
    [Fact]
    public static void An_array_opened_by_its_name_has_the_same_elements()
    {
        using var array = SharedArray.CopyOf<double>([1, 2, 3]);
        using var opened = SharedArray.Open<double>(array.Name);

        opened[1] = 5;
        foreach (ref var element in opened)
            element *= 2;

        array.Span.ToArray().Should().Equal(2, 10, 6);
        (array.Length, opened.Slice(1, 2)[1], array.AsMemory(1, 1).Span[0]).Should().Be((3, 6, 10));
    }

    [Fact]
    public static void Elements_can_be_structs_and_there_can_be_none()
    {
        using var points = SharedArray.CopyOf([new Point(1, 2), new Point(3, 4)]);
        using var none = SharedArray.Create<long>(0);

        SharedArray.Open<Point>(points.Name).Span[1].Should().Be(new Point(3, 4));
        none.Span.IsEmpty.Should().BeTrue();
        none.AsMemory().IsEmpty.Should().BeTrue();
    }

    [Fact]
    public static void An_array_of_other_elements_is_not_opened()
    {
        using var array = SharedArray.CopyOf<int>([1]);

        Refused(() => SharedArray.Open<uint>(array.Name))
            .Message.Should()
            .EndWith("its elements are Int32 of 4 bytes, not UInt32 of 4.");
        Refused(() => SharedArray.Open<Point>(array.Name)).Error.Should().Be(SharedMemoryError.WrongContent);
        Refused(() => SharedValue.Open<int>(array.Name)).Message.Should().EndWith("it contains an array.");
    }

    [Fact]
    public static void Memory_without_a_header_is_opened_as_an_array_only_where_that_is_said()
    {
        using var memory = SharedMemory.Create(100);
        using var array = SharedArray.OpenForeign<int>(memory.Name, offset: 4);

        array[0] = 0x01020304;

        memory.Span[4].Should().Be(4);
        array.Length.Should().Be(24);
        Refused(() => SharedArray.Open<int>(memory.Name)).Error.Should().Be(SharedMemoryError.WrongContent);
        Refused(() => SharedArray.OpenForeign<int>(memory.Name, offset: 0, length: 26))
            .Error.Should()
            .Be(SharedMemoryError.TooShort);
    }

    [Fact]
    public static void A_header_of_another_version_is_refused()
    {
        using var array = SharedArray.CopyOf<int>([1]);
        using var memory = SharedMemory.Open(array.Name);
        memory.Span[8] = 2;

        Refused(() => SharedArray.Open<int>(array.Name)).Message.Should().Contain("it has version 2 of the header");
    }

    [Fact]
    public static void Whatever_its_size_it_is_sent_as_less_than_200_bytes()
    {
        using var array = SharedArray.Create<Point>(1_000_000);

        Pickled.Dump(array).Length.Should().BeLessThan(200);
    }

    [Fact]
    public static void What_arrives_where_it_is_in_use_is_the_same_object()
    {
        using var array = SharedArray.Create<int>(5);
        using var foreign = SharedArray.OpenForeign<byte>(array.Name, 64, 5);
        using var part = SharedArray.OpenForeign<byte>(array.Name, 64, 3);
        using var memory = SharedMemory.Open(array.Name);

        Pickled.Copy(array).Should().BeSameAs(array);
        Pickled.Copy(foreign).Should().BeSameAs(foreign);
        Pickled.Copy(part).Should().BeSameAs(part);
        Pickled.Copy(memory).Should().BeSameAs(memory);
    }

    [Fact]
    public static void What_arrives_where_it_was_disposed_is_opened_again()
    {
        using var kept = SharedArray.CopyOf<int>([7]);
        var array = SharedArray.Open<int>(kept.Name);
        var pickle = Pickled.Dump(array);
        array.Dispose();
        kept.Unlink();

        Pickled.Load<SharedArray<int>>(pickle).Should().BeSameAs(kept);
        kept.Dispose();
        FluentActions
            .Invoking(() => Pickled.Load<SharedArray<int>>(pickle))
            .Should()
            .Throw<UnpicklingException>()
            .WithInnerException<SharedMemoryException>()
            .Which.Error.Should()
            .Be(SharedMemoryError.NotFound);
    }

    [Fact]
    public static void What_was_disposed_cannot_be_used()
    {
        var array = SharedArray.Create<int>(5);
        var memory = array.AsMemory();
        array.Dispose();

        foreach (
            var use in (Action[])
                [
                    () => _ = array[0],
                    () => _ = array.Length,
                    () => _ = array.Span.Length,
                    () => _ = array.Slice(0, 0).Length,
                    () => _ = array.AsMemory(),
                    () => _ = memory.Span.Length,
                    () => array.Unlink(),
                    () => Pickled.Dump(array),
                ]
        )
        {
            use.Should().Throw<ObjectDisposedException>();
        }
    }

    [Fact]
    public static void An_index_beyond_the_array_is_refused()
    {
        using var array = SharedArray.Create<int>(5);

        foreach (
            var use in (Action[])
                [
                    () => _ = array[5],
                    () => _ = array[-1],
                    () => _ = array.Slice(4, 2).Length,
                    () => _ = array.Slice(-1, 2).Length,
                    () => _ = array.AsMemory(6, 0),
                    () => SharedArray.Create<int>(-1),
                    () => SharedArray.Create<int>(long.MaxValue / 4),
                ]
        )
        {
            use.Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Fact]
    public static void A_list_of_a_manager_keeps_arrays_by_their_names()
    {
        var (server, manager) = DotNetServer.Start();
        using var _ = server;
        using var list = manager.List<SharedArray<int>>();
        using var array = SharedArray.CopyOf<int>([1, 2]);

        list.Add(array);

        list[0].Should().BeSameAs(array);
    }

    private readonly record struct Point(int X, int Y);
}
