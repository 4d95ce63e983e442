using CsCheck;
using Multiprocessing;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>Values at the edges of their types do not change on the way.</summary>
public static class EdgeValueSpecs
{
    private static readonly long[] Ticks = [0, 1, DateTime.MaxValue.Ticks, new DateTime(2026, 3, 29, 2, 30, 0).Ticks];

    [Fact]
    public static void A_local_time_keeps_what_the_clock_showed()
    {
        // 02:30 does not exist on this day where Central European clocks are set forward.
        foreach (var ticks in Ticks)
        {
            var copy = Pickled.Copy(new DateTime(ticks, DateTimeKind.Local));

            copy.Ticks.Should().Be(ticks);
            copy.Kind.Should().Be(DateTimeKind.Local);
        }
    }

    [Fact]
    public static void Every_time_keeps_its_ticks_in_every_kind() =>
        Gen.Select(Gen.DateTime, Gen.Enum<DateTimeKind>())
            .Sample(
                (time, kind) =>
                    Pickled.Copy(DateTime.SpecifyKind(time, kind)) is var copy
                    && copy.Ticks == time.Ticks
                    && copy.Kind == kind
            );

    [Fact]
    public static void The_ambiguous_hour_keeps_which_of_the_two_it_is()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var hour = new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc);
        foreach (var utc in new[] { hour, hour.AddHours(1) })
        {
            var here = DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc, berlin), DateTimeKind.Local);

            BitsOf(Pickled.Copy(here)).Should().Be(BitsOf(here));
        }

        // The two highest bits: of a local time that is in summer time, in an hour that comes twice.
        var first = Pickled.Load<DateTime>(Pickled.Dump(Of(hour.Ticks | 3L << 62)));
        BitsOf(first).Should().Be(hour.Ticks | 3L << 62);
    }

    [Fact]
    public static void A_time_out_of_range_is_refused()
    {
        var pickle = Pickled.Dump(DateTime.MaxValue);
        var end = pickle.AsSpan().IndexOf(BitConverter.GetBytes(DateTime.MaxValue.Ticks).AsSpan(0, 7));

        pickle[end + 7] = 0x3b;

        FluentActions.Invoking(() => Pickled.Load<DateTime>(pickle)).Should().Throw<UnpicklingException>();
    }

    [Fact]
    public static void Zeros_keep_their_sign()
    {
        double.IsNegative(Pickled.Copy(-0.0)).Should().BeTrue();
        float.IsNegative(Pickled.Copy(-0f)).Should().BeTrue();
        Half.IsNegative(Pickled.Copy((Half)(-0f))).Should().BeTrue();
        decimal.GetBits(Pickled.Copy(-0.00m)).Should().Equal(decimal.GetBits(-0.00m));
    }

    public readonly record struct Reading(float Value);

    [Fact]
    public static void Every_number_keeps_its_bits()
    {
        Gen.UInt.Sample(bits => SingleBits(Pickled.Copy(BitConverter.UInt32BitsToSingle(bits))) == bits);
        Gen.UShort.Sample(bits =>
            BitConverter.HalfToUInt16Bits(Pickled.Copy(BitConverter.UInt16BitsToHalf(bits))) == bits
        );
        Gen.ULong.Sample(bits =>
            BitConverter.DoubleToUInt64Bits(Pickled.Copy(BitConverter.UInt64BitsToDouble(bits))) == bits
        );
    }

    [Fact]
    public static void A_signalling_NaN_stays_one()
    {
        foreach (var bits in (uint[])[0x7f800001, 0xffbfffff, 0x7fc00000, 0xffffffff])
        {
            var nan = BitConverter.UInt32BitsToSingle(bits);

            SingleBits(Pickled.Copy(nan)).Should().Be(bits);
            Pickled
                .Copy(Enumerable.Repeat(new Reading(nan), 2_100).ToArray())
                .Should()
                .OnlyContain(reading => SingleBits(reading.Value) == bits, "compiled accessors keep it, too");
            SingleBits(Pickled.Copy(new System.Numerics.Vector3(nan)).Z).Should().Be(bits);
        }

        BitConverter.HalfToUInt16Bits(Pickled.Copy(BitConverter.UInt16BitsToHalf(0xfc01))).Should().Be(0xfc01);
        BitConverter
            .DoubleToUInt64Bits(Pickled.Copy(BitConverter.UInt64BitsToDouble(0x7ff0000000000001)))
            .Should()
            .Be(0x7ff0000000000001);
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public static void The_least_and_the_greatest_value_come_back(object value) =>
        Pickled.Copy(value).Should().BeOfType(value.GetType()).And.Be(value);

    public static TheoryData<object> Extremes() =>
        [
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            new DateTimeOffset(DateTime.MaxValue.Ticks, TimeSpan.FromHours(14)),
            new DateTimeOffset(1_000_000_000_001, TimeSpan.FromMinutes(-721)),
            TimeSpan.MinValue,
            TimeSpan.MaxValue,
            DateOnly.MinValue,
            TimeOnly.MinValue,
            decimal.MinValue,
            new decimal(1, 0, 0, isNegative: true, 28),
            Int128.MaxValue,
            UInt128.MinValue,
            System.Numerics.BigInteger.Pow(2, 63),
            -System.Numerics.BigInteger.Pow(2, 63) - 1,
            '\ud800',
            '\uffff',
            "\udc00\ud800",
            Guid.AllBitsSet,
            new Version(0, 0),
            new Version(1, 2, 3, int.MaxValue),
        ];

    [Fact]
    public static void A_decimal_zero_keeps_its_sign_and_scale_through_python()
    {
        var pickle = new Pickler(new RegisteredTypes()).Dump(-0.00m).ToArray();

        System.Text.Encoding.Latin1.GetString(pickle).Should().Contain("-0.00");
        decimal.GetBits(Pickled.Load<decimal>(pickle)).Should().Equal(decimal.GetBits(-0.00m));
    }

    [Theory]
    [InlineData("http://example.com/%41", true)]
    [InlineData("http://example.com/%41", false)]
    [InlineData("http://example.com/a/../b?c=%2F#d", false)]
    [InlineData("file:///tmp/a%20b", false)]
    [InlineData("mailto:ann@example.com", false)]
    public static void An_absolute_uri_keeps_its_text_and_how_it_was_read(string text, bool asWritten)
    {
        var uri = new Uri(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = asWritten });

        var copy = Pickled.Copy(uri);

        copy.Should().Be(uri);
        copy.OriginalString.Should().Be(text);
        copy.AbsoluteUri.Should().Be(uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("/api/items", UriKind.Relative)]
    [InlineData("/api/items", UriKind.RelativeOrAbsolute)]
    [InlineData("../a b?c", UriKind.Relative)]
    [InlineData("", UriKind.Relative)]
    public static void A_relative_uri_stays_what_it_is(string text, UriKind kind)
    {
        var uri = new Uri(text, kind);

        var copy = Pickled.Copy(uri);

        copy.IsAbsoluteUri.Should().Be(uri.IsAbsoluteUri);
        copy.OriginalString.Should().Be(text);
    }

    private static uint SingleBits(float value) => BitConverter.SingleToUInt32Bits(value);

    private static long BitsOf(DateTime time) => System.Runtime.CompilerServices.Unsafe.BitCast<DateTime, long>(time);

    private static DateTime Of(long bits) => System.Runtime.CompilerServices.Unsafe.BitCast<long, DateTime>(bits);
}
