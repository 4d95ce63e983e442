using System.Runtime.Versioning;
using System.Text.Json;
using Multiprocessing;
using Observations;
using SharedState.Observing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>A program that does not end in time shows nothing: it is no claim that does not hold.</summary>
public static class TimeLimitSpecs
{
    [UnsupportedOSPlatform("windows"), Start(StartMethod.Spawn)]
    [Linux("a shell script replaces python3.")]
    public sealed class OfAPython(OfAPython.Run run) : IClassFixture<OfAPython.Run>
    {
        [Fact]
        public void It_has_an_exit_code_of_its_own() => run.Command.ExitCode.Should().Be(3);

        [Fact]
        public void It_is_reported_in_one_line_with_what_to_do() =>
            run
                .Command.Complaints.Split('\n')
                .Should()
                .Contain(
                    "sharedstate: what a copy is: CPython 3.11.0 spawn: timed out after "
                        + $"{Limits.Seconds(2).TotalSeconds} s. Allow more with --time-limit."
                );

        [Fact]
        public void Its_entry_has_neither_a_value_nor_a_yes_or_no()
        {
            var entry = JsonDocument
                .Parse(run.Command.Output)
                .RootElement.EnumerateArray()
                .Single(entry => $"{entry.GetProperty("runtime")}" == "CPython 3.11.0");

            entry.GetProperty("seen").ValueKind.Should().Be(JsonValueKind.Null);
            entry.GetProperty("holds").ValueKind.Should().Be(JsonValueKind.Null);
            entry.GetProperty("verdict").GetString().Should().Be("not seen: timed out");
        }

        [Fact]
        public void A_run_of_more_than_a_second_reports_its_progress_where_no_terminal_is() =>
            run.Command.Error.Should().MatchRegex(@"(?m)^sharedstate: \d of 2 runs");

        public sealed class Run : IAsyncLifetime
        {
            private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("time-limit-");

            internal Command Command { get; private set; } = null!;

            public async Task InitializeAsync() =>
                Command = await Command.Run(
                    "observe",
                    "--only",
                    "S2.06",
                    "--start",
                    "spawn",
                    "--json",
                    "--time-limit",
                    "2",
                    "--python",
                    PythonStandIn.In(directory.FullName, "exec sleep 60")
                );

            public Task DisposeAsync()
            {
                directory.Delete(recursive: true);
                return Task.CompletedTask;
            }
        }
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void A_program_that_is_killed_for_its_time_has_timed_out()
    {
        var columns = MatrixColumn.For([], new() { TimeLimit = TimeSpan.FromMilliseconds(1) });

        var outcome = Outcome.Of(Experiments.Copies, columns.First());

        outcome.TimedOut.Should().BeTrue();
        outcome.Failure.Should().StartWith("timed out after 0.").And.EndWith(" s. Allow more with --time-limit.");
    }

    [Fact]
    public static void The_table_says_that_it_was_not_seen_and_counts_it_apart()
    {
        var matrix = Matrix(new(null, "timed out after 30 s.", TimedOut: true));
        using var text = new StringWriter();

        MarkdownMatrix.Print(matrix, text);

        text.ToString().Should().Contain("| ? not seen: timed out; specified: one object: True |").And.NotContain("✗");
        Summary
            .Of(matrix)
            .Take(2)
            .Should()
            .Equal(
                "Nothing that is promised was seen here.",
                "Not seen: 1 observation of 1 program that timed out. Allow more time with --time-limit SECONDS."
            );
        (matrix.Holds, matrix.TimedOut).Should().Be((true, true));
    }

    [Fact]
    public static void A_program_that_fails_otherwise_is_seen_to_fail()
    {
        var matrix = Matrix(new(null, "ended with exit code 1"));

        (matrix.Holds, matrix.TimedOut).Should().Be((false, false));
        Summary.Of(matrix).First().Should().Be("1 of 1 that ran here do not hold.");
    }

    [Fact]
    public static void Progress_is_written_when_there_is_something_new()
    {
        var written = new List<string>();
        var progress = new ProgressLines(written.Add);

        progress.Tick();
        progress.Report("0 of 2 runs");
        progress.Report("1 of 2 runs");
        progress.Tick();
        progress.Tick();
        progress.Report("2 of 2 runs");
        progress.Tick();

        written.Should().Equal("1 of 2 runs", "2 of 2 runs");
    }

    /// <summary>S2.06 on .NET under spawn, whose program has an outcome.</summary>
    private static Matrix Matrix(Outcome outcome)
    {
        var matrix = new Matrix(
            [.. Observations.Catalogue.All.Where(row => row.Number == "S2.06")],
            [MatrixColumn.For([], new()).First()],
            (_, _) => outcome
        );
        matrix.Run(_ => { }, CancellationToken.None);
        return matrix;
    }
}
