using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>A user's mistake is answered with one line: what is wrong, where, and what to do.</summary>
public sealed class BadArgumentsSpecs : Specs
{
    private const string Numbers =
        "Use one of general, globals, arguments, managers, additions, or the number of an observation, such as S2.04.";

    private const string TimeLimit =
        "is not a time limit. Use a number of seconds above 0 and up to 86400, such as 120.";

    private static readonly Dictionary<string, string?> Fast = new()
    {
        ["MULTIPROCESSING_TIMEOUT_MULTIPLIER"] = "fast",
    };

    [Theory]
    [InlineData("", "Required command was not provided. Try: sharedstate --help")]
    [InlineData("obsrve", "'obsrve' is not a command or an option. Did you mean 'observe'? Try: sharedstate --help")]
    [InlineData(
        "observe --strat fork",
        "'--strat' is not a command or an option. Did you mean '--start'? Try: sharedstate observe --help"
    )]
    [InlineData("serve x --adress", "'x' is not a command or an option. Try: sharedstate serve --help")]
    [InlineData(
        "serve --address 0.0.0.0:0",
        "--address 0.0.0.0:0 can be reached from other machines. Use 127.0.0.1, or add --allow-remote to serve them."
    )]
    [InlineData(
        "serve --address 127.0.0.1:0 --share jobs=queue --share jobs=list",
        "--share jobs=list has the name of another --share. Use a name other than jobs."
    )]
    [InlineData("observe --start frok", "--start 'frok' is unknown. Use one of spawn, fork, forkserver.")]
    [InlineData("observe --only chapter", $"--only 'chapter' is unknown. {Numbers}")]
    [InlineData("observe --only @chapter", $"--only '@chapter' is unknown. {Numbers}")]
    [InlineData("observe --only globals --only S9.99", $"--only 'S9.99' is unknown. {Numbers}")]
    [InlineData(
        "observe --python",
        "Required argument missing for option: '--python'. Try: sharedstate observe --help"
    )]
    [InlineData(
        "observe --python dotnet",
        "--python 'dotnet' is not a CPython 3.7 or later. Use the path of its executable, such as python3."
    )]
    [InlineData("observe --time-limit abc", $"--time-limit 'abc' {TimeLimit}")]
    [InlineData("observe --time-limit 0", $"--time-limit '0' {TimeLimit}")]
    [InlineData("observe --time-limit -1", $"--time-limit '-1' {TimeLimit}")]
    [InlineData("observe --time-limit 1e3", $"--time-limit '1e3' {TimeLimit}")]
    [InlineData("observe --time-limit 86401", $"--time-limit '86401' {TimeLimit}")]
    [InlineData("observe --json --transcript", "--json cannot be combined with --transcript. Omit one of them.")]
    [InlineData(
        "observe --html .",
        "--html '.' is a directory. Use the path of a file in it, such as ./observations.html."
    )]
    [InlineData(
        "observe --html no-such-directory/page.html",
        "--html 'no-such-directory/page.html' is in a directory that does not exist. Create no-such-directory first."
    )]
    public async Task It_is_refused_in_one_line(string arguments, string line)
    {
        var command = await Command.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        command.Error.ReplaceLineEndings("\n").Should().Be($"sharedstate: {line}\n");
        command.Output.Should().BeEmpty();
        command.ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("observe --start", "--start '' is unknown. Use one of spawn, fork, forkserver.")]
    [InlineData(
        "observe --python",
        "--python '' is not a CPython 3.7 or later. Use the path of its executable, such as python3."
    )]
    [InlineData("observe --time-limit", $"--time-limit '' {TimeLimit}")]
    [InlineData("observe --html", "--html '' is not a file name. Use the path of a file, such as observations.html.")]
    [InlineData(
        "serve --address",
        "--address  is not an address. Use the path of a Unix socket, or HOST:PORT with a port from 0 to 65535."
    )]
    [InlineData(
        "serve --authkey-file",
        "--authkey-file '' is not a file name. Use the path of a file that you can read."
    )]
    public async Task An_empty_value_is_refused_in_one_line(string option, string line)
    {
        var command = await Command.Run([.. option.Split(' '), ""]);

        command.Error.ReplaceLineEndings("\n").Should().Be($"sharedstate: {line}\n");
        command.ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task A_timeout_multiplier_that_is_no_number_is_refused_in_one_line()
    {
        var command = await Command.Run(Fast, "observe");

        command
            .Error.ReplaceLineEndings("\n")
            .Should()
            .Be(
                "sharedstate: MULTIPROCESSING_TIMEOUT_MULTIPLIER is 'fast'. Set it to a number of at least 1, "
                    + "such as 3 on a machine that is three times slower.\n"
            );
        command.ExitCode.Should().Be(2);
    }

    [Theory, Linux("it has TMPDIR.")]
    [InlineData("serve")]
    [InlineData("serve --address 127.0.0.1:0")]
    [InlineData("observe")]
    public async Task A_temporary_directory_that_cannot_be_created_is_reported_in_one_line(string arguments)
    {
        var command = await Command.Run(new() { ["TMPDIR"] = "/nowhere" }, arguments.Split(' '));

        command
            .Error.Should()
            .Be(
                "sharedstate: No directory can be created in /nowhere/. "
                    + "Set TMPDIR to a directory that you can write to.\n"
            );
        command.ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("sharedstate")]
    [InlineData("observe")]
    [InlineData("serve")]
    public async Task Help_has_examples(string of)
    {
        var command = await Command.Run(of == "sharedstate" ? ["--help"] : [of, "--help"]);

        await Verify(command.Output.TrimEnd()).UseParameters(of);
        command.ExitCode.Should().Be(0);
    }
}
