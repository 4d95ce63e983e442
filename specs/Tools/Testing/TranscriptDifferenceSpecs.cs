using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>What a failing spec reports about a transcript that is not the expected one.</summary>
public sealed class TranscriptDifferenceSpecs : Specs
{
    private const string Expected = """
        main | before: data = []
        worker-1 | in g(1): data = [1]
        worker-1 | in g(2): data = [1, 2]
        worker-2 | in g(3): data = [3]
        worker-2 | in g(4): data = [3, 4]
        worker-2 | in g(5): data = [3, 4, 5]
        main | after: data = []
        """;

    [Fact]
    public void Equal_transcripts_have_no_difference() =>
        TranscriptDifference
            .Between(Expected, Expected.ReplaceLineEndings("\r\n") + "\r\n")
            .Should()
            .BeNull("newlines are not observations");

    [Fact]
    public void The_first_line_that_differs_has_its_process_and_task()
    {
        var difference = TranscriptDifference.Between(
            Expected,
            Expected.Replace("[3, 4]", "[4]", StringComparison.Ordinal)
        )!;

        (difference.LineNumber, difference.Author).Should().Be((5, "worker-2 in g(4)"));
        difference.Expected.Should().Be("worker-2 | in g(4): data = [3, 4]");
        difference.Actual.Should().Be("worker-2 | in g(4): data = [4]");
    }

    [Fact]
    public void A_line_outside_of_tasks_has_its_process() =>
        TranscriptDifference
            .Between(Expected, Expected.Replace("after: data = []", "after: data = [1]", StringComparison.Ordinal))!
            .Author.Should()
            .Be("main");

    [Theory]
    [InlineData("main | one", "main | one\nmain | two", null, "main | two")]
    [InlineData("main | one\nmain | two", "main | one", "main | two", null)]
    [InlineData("", "main | one", null, "main | one")]
    [InlineData("main | one", "", "main | one", null)]
    [InlineData("main | one", "edited by hand", "main | one", "edited by hand")]
    [InlineData("main | one", " | edited by hand", "main | one", " | edited by hand")]
    public void A_transcript_can_end_early_or_late(
        string expected,
        string actual,
        string? expectedLine,
        string? actualLine
    )
    {
        var difference = TranscriptDifference.Between(expected, actual)!;

        difference.Expected.Should().Be(expectedLine);
        difference.Actual.Should().Be(actualLine);
    }

    [Fact]
    public void A_repeated_line_differs_where_it_stands_first() =>
        TranscriptDifference.Between("main | a\nmain | b", "main | a\nmain | a\nmain | b")!.LineNumber.Should().Be(2);

    [Fact]
    public Task The_whole_is_a_diff_with_the_first_line_marked() =>
        Verify(
            TranscriptDifference
                .Between(
                    Expected,
                    Expected
                        .Replace("[1, 2]", "[2]", StringComparison.Ordinal)
                        .Replace("worker-2 | in g(4): data = [3, 4]\n", "", StringComparison.Ordinal)
                )!
                .ToString()
        );

    [Fact]
    public Task Equal_lines_far_from_a_difference_are_left_out() =>
        Verify(
            TranscriptDifference
                .Between(
                    Expected,
                    Expected.Replace("before: ", "before", StringComparison.Ordinal) + "\nmain | one more"
                )!
                .ToString()
        );
}
