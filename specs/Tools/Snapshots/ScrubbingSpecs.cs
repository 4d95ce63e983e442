using System.Globalization;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Snapshots;

/// <summary>What is changed in a text before it is compared.</summary>
public sealed class ScrubbingSpecs : Specs, IDisposable
{
    private readonly SnapshotDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_scrubber_that_was_added_last_runs_first() =>
        (
            await Scrubbed(
                "a",
                check => check.AddScrubber(text => text.Append('1')).AddScrubber(text => text.Append('2'))
            )
        )
            .Should()
            .Be("a21");

    [Fact]
    public async Task A_scrubber_can_run_last() =>
        (
            await Scrubbed(
                "a",
                check =>
                    check
                        .AddScrubber(text => text.Append('1'))
                        .AddScrubber(text => text.Append('2'), ScrubberLocation.Last)
            )
        )
            .Should()
            .Be("a12");

    [Fact]
    public async Task Lines_are_removed_by_what_they_contain() =>
        (await Scrubbed("one\nTWO\nthree", check => check.ScrubLinesContaining("two"))).Should().Be("one\nthree");

    [Fact]
    public async Task Lines_are_replaced() =>
        (await Scrubbed("pid 1\npid 2", check => check.ScrubLinesWithReplace(line => line[..3])))
            .Should()
            .Be("pid\npid");

    [Fact]
    public async Task Directories_of_this_machine_are_replaced_by_names() =>
        (
            await Scrubbed(
                $"{Path.Combine(SourceTree.PathOf("specs"), "A.cs")} {Path.Combine(Path.GetTempPath(), "b")}",
                check => check
            )
        )
            .Should()
            .Be("{ProjectDirectory}A.cs {TempPath}b");

    [Fact]
    public async Task The_directory_of_the_user_is_replaced_by_a_name() =>
        (await Scrubbed($"at {Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}/a", check => check))
            .Should()
            .Be("at {UserProfile}a");

    [Theory]
    [InlineData("{0}", "{{TempPath}}")]
    [InlineData("({0})", "({{TempPath}})")]
    [InlineData("{0}/a", "{{TempPath}}a")]
    [InlineData("{0}\\a", "{{TempPath}}a")]
    [InlineData("x{0}/a", "x{0}/a")]
    [InlineData("{0}y", "{0}y")]
    [InlineData("{0}-y", "{{TempPath}}-y")]
    public async Task A_directory_is_replaced_only_where_a_path_begins_and_ends(string text, string expected)
    {
        var temporary = Path.TrimEndingDirectorySeparator(Path.GetTempPath());

        (await Scrubbed(With(text), check => check)).Should().Be(With(expected));

        string With(string format) => string.Format(CultureInfo.InvariantCulture, format, temporary);
    }

    [Fact]
    public async Task A_Guid_is_kept() =>
        (await Scrubbed("0f8fad5b-d9cb-469f-a165-70867728950e", check => check))
            .Should()
            .Be("0f8fad5b-d9cb-469f-a165-70867728950e");

    private async Task<string> Scrubbed(string text, Func<SettingsTask, SettingsTask> configure)
    {
        var check = async () =>
            await configure(Verify(text)).UseDirectory(directory.Path).UseFileName("this").DisableRequireUniquePrefix();
        await check.Should().ThrowAsync<Exception>();
        return directory.Read("this.received.txt");
    }
}
