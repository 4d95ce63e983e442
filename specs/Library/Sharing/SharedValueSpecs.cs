using Multiprocessing;
using SharedStateSpecs.Library.Pickling;
using static SharedStateSpecs.Library.Sharing.SharedMemoryFaultSpecs;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Values in shared memory, in one process.</summary>
public static class SharedValueSpecs
{
    [Fact]
    public static void A_value_opened_by_its_name_is_the_same_value()
    {
        using var value = SharedValue.Create(5);
        using var opened = SharedValue.Open<int>(value.Name);

        opened.Value = 7;

        value.Value.Should().Be(7);
        Pickled.Copy(value).Should().BeSameAs(value);
        Pickled.Dump(value).Length.Should().BeLessThan(200);
    }

    [Fact]
    public static void Numbers_of_every_size_are_counted()
    {
        Counted<byte>(250, 10).Should().Be(4, "it wraps around");
        Counted<short>(-5, 3).Should().Be(-2);
        Counted(int.MaxValue, 1).Should().Be(int.MinValue);
        Counted(5L, -7).Should().Be(-2);
        Counted(ulong.MaxValue, 2UL).Should().Be(1);
        Counted(1.5, 2).Should().Be(3.5);
        Counted(1.5f, 2).Should().Be(3.5f);
        Counted((Half)1.5, (Half)2).Should().Be((Half)3.5);

        static T Counted<T>(T first, T amount)
            where T : unmanaged, System.Numerics.INumberBase<T>
        {
            using var value = SharedValue.Create(first);
            var sum = value.Add(amount);
            value.Increment();
            value.Decrement().Should().Be(sum);
            return value.Value;
        }
    }

    [Fact]
    public static void No_increment_of_several_threads_is_lost()
    {
        using var longs = SharedValue.Create(0L);
        using var doubles = SharedValue.Create(0.0);
        Parallel.For(
            0,
            4,
            _ =>
            {
                for (var i = 0; i < 5_000; i++)
                {
                    longs.Increment();
                    doubles.Add(1);
                }
            }
        );

        (longs.Value, doubles.Value).Should().Be((20_000, 20_000));
    }

    [Fact]
    public static void It_is_exchanged_and_compared_bit_for_bit()
    {
        using var value = SharedValue.Create((Day: (short)1, Month: (short)2));

        value.Exchange((3, 4)).Should().Be((1, 2));
        value.CompareExchange((5, 6), (1, 2)).Should().Be((3, 4));
        value.CompareExchange((5, 6), (3, 4)).Should().Be((3, 4));

        value.Read().Should().Be((5, 6));
    }

    [Fact]
    public static void A_type_of_more_than_eight_bytes_is_refused()
    {
        FluentActions
            .Invoking(() => SharedValue.Create(1m))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Decimal has 16 bytes, and only 8 can be read and written at once.*");
        FluentActions.Invoking(() => SharedValue.Open<decimal>("x")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public static void A_value_of_another_type_is_not_opened()
    {
        using var value = SharedValue.Create(5);

        Refused(() => SharedValue.Open<float>(value.Name)).Error.Should().Be(SharedMemoryError.WrongContent);
        Refused(() => SharedArray.Open<int>(value.Name)).Message.Should().EndWith("it contains a value.");
    }

    [Fact]
    public static void What_was_disposed_cannot_be_used()
    {
        var value = SharedValue.Create(5);
        value.Dispose();

        foreach (
            var use in (Action[])
                [() => _ = value.Value, () => value.Value = 1, () => value.Increment(), () => value.Exchange(1)]
        )
        {
            use.Should().Throw<ObjectDisposedException>();
        }
    }
}
