using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Snapshots;

/// <summary>
/// How a text is compared with its snapshot. A directory of its own keeps these specs from approving a real snapshot.
/// </summary>
public sealed class ComparisonSpecs : Specs, IDisposable
{
    private readonly SnapshotDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("main | []", "main | []")]
    [InlineData("one\ntwo", "one\r\ntwo")]
    [InlineData("one\ntwo", "one\ntwo\n")]
    [InlineData("identity", "\uFEFFidentity")]
    [InlineData("", "emptyString")]
    public async Task A_text_equals_its_snapshot_but_for_newlines_and_a_byte_order_mark(string text, string verified)
    {
        directory.Write("this.verified.txt", verified);

        await Check(text).Should().NotThrowAsync();

        directory.Files.Should().Equal("this.verified.txt");
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("one\n\n", "one")]
    [InlineData("one ", "one")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    public async Task Any_other_difference_fails(string text, string verified)
    {
        directory.Write("this.verified.txt", verified);

        await Check(text).Should().ThrowAsync<Exception>().WithMessage("*NotEqual:*");

        directory.Read("this.received.txt").Should().Be(text);
        directory.Read("this.verified.txt").Should().Be(verified, "only a person approves");
    }

    [Fact]
    public async Task A_text_without_a_snapshot_fails_and_is_received()
    {
        await Check("main | []").Should().ThrowAsync<Exception>().WithMessage("*New:*");

        directory.Files.Should().Equal("this.received.txt");
    }

    [Fact]
    public async Task An_empty_snapshot_counts_as_missing()
    {
        directory.Write("this.verified.txt", "");

        await Check("").Should().ThrowAsync<Exception>().WithMessage("*New:*");

        directory.Files.Should().Equal("this.received.txt");
    }

    [Fact]
    public async Task A_received_text_of_an_earlier_run_is_removed()
    {
        directory.Write("this.verified.txt", "same");
        directory.Write("this.received.txt", "of an earlier run");

        await Check("same").Should().NotThrowAsync();

        directory.Files.Should().Equal("this.verified.txt");
    }

    [Fact]
    public async Task A_snapshot_with_another_extension_is_to_be_deleted()
    {
        directory.Write("this.verified.txt", "same");
        directory.Write("this.verified.md", "same");

        await Check("same").Should().ThrowAsync<Exception>().WithMessage("*Delete:\n  - this.verified.md*");
    }

    [Theory]
    [InlineData("this#00.verified.txt")]
    [InlineData("this#word.verified.txt")]
    public async Task A_snapshot_of_a_further_file_is_to_be_deleted(string further)
    {
        directory.Write("this.verified.txt", "same");
        directory.Write(further, "same");

        await Check("same").Should().ThrowAsync<Exception>().WithMessage($"*Delete:\n  - {further}*");
    }

    [Fact]
    public async Task Snapshots_of_longer_names_are_left_alone()
    {
        string[] names =
        [
            "that.this.verified.txt",
            "this.verified.txt",
            "thistle.verified.txt",
            "thistle#1.verified.txt",
        ];
        foreach (var name in names)
            directory.Write(name, "same");

        await Check("same").Should().NotThrowAsync();

        directory.Files.Should().BeEquivalentTo(names);
    }

    [Fact]
    public async Task A_failure_shows_the_directory_and_both_texts()
    {
        directory.Write("this.verified.txt", "before");

        var failure = await Check("now").Should().ThrowAsync<Exception>();

        failure
            .Which.Message.Should()
            .Be(
                $"""
                Directory: {directory.Path}
                NotEqual:
                  - Received: this.received.txt
                    Verified: this.verified.txt

                FileContent:

                NotEqual:

                Received: this.received.txt
                now
                Verified: this.verified.txt
                before


                """.ReplaceLineEndings("\n")
            );
    }

    private Func<Task> Check(string text) =>
        async () => await Verify(text).UseDirectory(directory.Path).UseFileName("this").DisableRequireUniquePrefix();
}
