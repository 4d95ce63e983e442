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

    private static long BitsOf(DateTime time) => System.Runtime.CompilerServices.Unsafe.BitCast<DateTime, long>(time);

    private static DateTime Of(long bits) => System.Runtime.CompilerServices.Unsafe.BitCast<long, DateTime>(bits);
}
