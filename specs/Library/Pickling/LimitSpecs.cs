using Multiprocessing;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>What a message has no room for is refused with its path, its size and the limit.</summary>
public static class LimitSpecs
{
    private const int Limit = 2_000;

    public sealed record Chart(string Title, object Points);

    [Theory]
    [MemberData(nameof(Large))]
    public static void A_value_that_exceeds_a_message_is_refused_with_path_size_and_limit(object value, string size)
    {
        var pickler = new Pickler(PickleTypes.Application);
        var into = new PickleWriter(Limit);

        FluentActions
            .Invoking(() => pickler.Dump(new[] { new Chart("Tea", value) }, into))
            .Should()
            .Throw<PicklingException>()
            .WithMessage(
                $"Chart[][0].Points*: the message would have {size} bytes or more, but is limited to 2,000; "
                    + "send the value in parts."
            );
        into.Length.Should().Be(0, "a failure leaves the message as it was");
    }

    public static TheoryData<object, string> Large() =>
        new()
        {
            { new double[300], "2,5??" },
            { new long[20, 20], "3,3??" },
            { new char[2_000], "4,1??" },
            { new List<int>(new int[600]), "2,5??" },
            { new byte[5_000], "5,1??" },
            { new string('x', 5_000), "*" },
            { Enumerable.Range(0, 900).Select(i => $"{i}").ToArray(), "2,0??" },
        };

    [Fact]
    public static void A_message_within_the_limit_is_written()
    {
        var into = new PickleWriter(Limit);

        new Pickler(PickleTypes.Application).Dump(new byte[Limit - 50], into);

        into.Length.Should().BeInRange(Limit - 50, Limit);
    }

    [Fact]
    public static void The_limit_is_the_longest_array() =>
        FluentActions
            .Invoking(() => new PickleWriter().RefuseBeyondLimit(8L * int.MaxValue))
            .Should()
            .Throw<PicklingException>()
            .WithMessage($"*17,179,869,176 bytes or more, but is limited to {Array.MaxLength:N0};*");
}
