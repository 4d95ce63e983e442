using System.Text.Json;
using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>`sharedstate observe`, on a machine without CPython.</summary>
[Start(StartMethod.Spawn)]
public static class ObserveSpecs
{
    private static readonly Dictionary<string, string?> WithoutCPython = new() { ["PATH"] = "" };

    public sealed class AsJson : IClassFixture<AsJson.Run>
    {
        private readonly Command command;
        private readonly List<JsonElement> entries;

        public AsJson(Run run) =>
            (command, entries) = (
                run.Command,
                [.. JsonDocument.Parse(run.Command.Output).RootElement.EnumerateArray()]
            );

        [Fact]
        public void Everything_that_ran_holds()
        {
            entries
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(entry =>
                    Text(entry, "seen") == Text(entry, "expected") && entry.GetProperty("holds").GetBoolean()
                );
            command.ExitCode.Should().Be(0);
            command.Complaints.Should().BeEmpty();
        }

        [Fact]
        public void An_entry_reports_what_was_seen_and_where() =>
            entries
                .Select(entry => string.Join(' ', entry.EnumerateObject().Select(property => property.Name)))
                .Distinct()
                .Should()
                .Equal("observation claim runtime startMethod server expected seen holds verdict");

        [Fact]
        public void A_runtime_has_its_version_and_a_start_method_its_CPython_name()
        {
            entries.Select(entry => Text(entry, "runtime")).Distinct().Should().Equal($".NET {Environment.Version}");
            entries.Select(entry => Text(entry, "startMethod")).Distinct().Should().Equal("spawn");
        }

        [Fact]
        public void Every_promise_of_the_chapter_is_listed() =>
            entries
                .Select(entry => Text(entry, "observation"))
                .Should()
                .Equal(
                    Observations
                        .Catalogue.All.Where(row =>
                            row.Chapter == Chapter.Arguments
                            && row.Expected[new(Runtime.DotNet, StartMethod.Spawn)].IsPromise
                        )
                        .Select(row => row.Number)
                );

        private static string? Text(JsonElement entry, string property) => entry.GetProperty(property).GetString();

        public sealed class Run : IAsyncLifetime
        {
            internal Command Command { get; private set; } = null!;

            public async Task InitializeAsync() =>
                Command = await Command.Run(
                    WithoutCPython,
                    "observe",
                    "--only",
                    "arguments",
                    "--start",
                    "spawn",
                    "--json"
                );

            public Task DisposeAsync() => Task.CompletedTask;
        }
    }

    [Fact]
    public static async Task Observations_are_selected_by_their_numbers()
    {
        var command = await Command.Run(
            WithoutCPython,
            "observe",
            "--only",
            "S2.06",
            "--only",
            "g15",
            "--start",
            "spawn",
            "--json"
        );

        JsonDocument
            .Parse(command.Output)
            .RootElement.EnumerateArray()
            .Select(entry => entry.GetProperty("observation").GetString())
            .Should()
            .Equal("G15", "S2.06");
    }

    public sealed class AsText : IClassFixture<AsText.Run>
    {
        private readonly Command command;
        private readonly string page;

        public AsText(Run run) => (command, page) = (run.Command, run.Page);

        [Fact]
        public void A_row_is_an_observation_with_its_claim() =>
            Rows.Select(cells => (cells[0], cells[1]))
                .Should()
                .Equal(
                    Observations
                        .Catalogue.All.Where(row => row.Chapter == Chapter.Arguments)
                        .Select(row => (row.Number, row.Claim))
                );

        [Fact]
        public void A_cell_that_was_not_run_shows_what_is_specified()
        {
            var copies = Rows.Single(cells => cells[0] == "S2.06");

            copies[2].Should().Be("✓ one object: True");
            copies[3].Should().Be("one object: True (not run here)");
            command.Output.Should().Contain("CPython spawn was not run here: There is no CPython on the search path.");
        }

        [Fact]
        public void No_cell_is_blank() => Rows.SelectMany(cells => cells).Should().NotContain("");

        [Fact]
        public void The_transcripts_follow_the_matrix_on_request() =>
            command
                .Output.Should()
                .MatchRegex(@"arguments, one worker for five tasks: \.NET .* spawn\s+main \| module runs|main \| ");

        [Fact]
        public void A_page_is_written_on_request() =>
            page.Should()
                .StartWith("<!DOCTYPE html>")
                .And.Contain("2 copies: [100]; [100, 101]")
                .And.EndWith("</html>\n");

        [Fact]
        public void Nothing_is_coloured_in_a_pipe() => command.Output.Should().NotContain("\u001b");

        private IEnumerable<string[]> Rows =>
            command
                .Output.Split('\n')
                .Skip(2)
                .Where(line => line.StartsWith('|'))
                .Select(line => line.Trim().Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray());

        public sealed class Run : IAsyncLifetime
        {
            private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("observe-");

            internal Command Command { get; private set; } = null!;

            internal string Page { get; private set; } = null!;

            public async Task InitializeAsync()
            {
                var file = Path.Combine(directory.FullName, "page.html");
                Command = await Command.Run(
                    WithoutCPython,
                    "observe",
                    "--only",
                    "arguments",
                    "--start",
                    "spawn",
                    "--transcript",
                    "--html",
                    file
                );
                Page = await File.ReadAllTextAsync(file);
            }

            public Task DisposeAsync()
            {
                directory.Delete(recursive: true);
                return Task.CompletedTask;
            }
        }
    }
}
