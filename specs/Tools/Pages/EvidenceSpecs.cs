using Multiprocessing.Testing;
using Observations;
using SharedState.Observing;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>The fewest lines that show what was seen.</summary>
public static class EvidenceSpecs
{
    private static readonly Transcript Run = Transcript.Parse(
        "main | 1\nworker-1 | in f(2): 2\nworker-1 | in f(3): 3\nmain | 4\nworker-2 | 5\nmain | 6"
    );

    [Fact]
    public static void Lines_that_were_not_read_are_left_out() =>
        Of(transcript =>
                string.Join(' ', transcript.Lines.Where(line => line.Task is not null).Select(line => line.Text))
            )
            .Should()
            .Equal(1, 2);

    [Fact]
    public static void A_count_of_all_lines_needs_all_of_them() =>
        Of(transcript => $"{transcript.Lines.Count} lines").Should().Equal(0, 1, 2, 3, 4, 5);

    [Fact]
    public static void No_line_shows_that_something_is_missing() =>
        Of(transcript => transcript.Lines.Any(line => line.Text == "7") ? "there" : "missing").Should().BeEmpty();

    [Fact]
    public static void A_part_that_cannot_be_read_shows_nothing() =>
        Of(transcript => transcript.Lines.Single(line => line.Process == "worker-2").Text).Should().Equal(4);

    private static IReadOnlyList<int> Of(Func<Transcript, string> read) =>
        Evidence.Of(new("S0.01", Chapter.General, "A claim.", "nowhere", Expected.NotPromised) { Read = read }, Run);
}
