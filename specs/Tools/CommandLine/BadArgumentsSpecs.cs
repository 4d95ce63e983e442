using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>A mistake of the user's is answered by one line: what is wrong, where, and what to do.</summary>
public sealed class BadArgumentsSpecs : Specs
{
    [Theory]
    [InlineData("", "sharedstate: Required command was not provided. Try: sharedstate --help")]
    [InlineData(
        "obsrve",
        "sharedstate: 'obsrve' is no command or option here. Did you mean 'observe'? Try: sharedstate --help"
    )]
    [InlineData(
        "observe --strat fork",
        "sharedstate: '--strat' is no command or option here. Did you mean '--start'? Try: sharedstate observe --help"
    )]
    [InlineData("serve x --adress", "sharedstate: 'x' is no command or option here. Try: sharedstate serve --help")]
    [InlineData(
        "serve --address 0.0.0.0:0",
        "sharedstate: --address 0.0.0.0:0 is reached from other machines: say 127.0.0.1, or --allow-remote if they are to be served."
    )]
    [InlineData("observe --start frok", "sharedstate: --start 'frok' is not known here: say one of spawn, fork.")]
    [InlineData(
        "observe --only chapter",
        "sharedstate: --only 'chapter' is not known here: say one of general, globals, arguments, managers, or the number of an observation, such as S2.04."
    )]
    [InlineData(
        "observe --only @chapter",
        "sharedstate: --only '@chapter' is not known here: say one of general, globals, arguments, managers, or the number of an observation, such as S2.04."
    )]
    [InlineData(
        "observe --only globals --only S9.99",
        "sharedstate: --only 'S9.99' is not known here: say one of general, globals, arguments, managers, or the number of an observation, such as S2.04."
    )]
    [InlineData(
        "observe --python",
        "sharedstate: Required argument missing for option: '--python'. Try: sharedstate observe --help"
    )]
    [InlineData(
        "observe --python dotnet",
        "sharedstate: --python 'dotnet' is no CPython of version 3.7 or later: name the executable of one, such as python3."
    )]
    [InlineData(
        "observe --json --transcript",
        "sharedstate: --json has no place for raw lines: leave out --json or --transcript."
    )]
    [InlineData(
        "observe --html .",
        "sharedstate: --html '.' is a directory: name a file in it, such as ./observations.html."
    )]
    [InlineData(
        "observe --html no-such-directory/page.html",
        "sharedstate: --html 'no-such-directory/page.html' cannot be written: there is no directory no-such-directory. Make it, or name another file."
    )]
    public async Task It_is_refused_in_one_line(string arguments, string line)
    {
        var command = await Command.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        command.Error.ReplaceLineEndings("\n").Should().Be($"{line}\n");
        command.Output.Should().BeEmpty();
        command.ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("observe --start", "sharedstate: --start '' is not known here: say one of spawn, fork.")]
    [InlineData(
        "observe --python",
        "sharedstate: --python '' is no CPython of version 3.7 or later: name the executable of one, such as python3."
    )]
    [InlineData("observe --html", "sharedstate: --html needs a file: name one, such as observations.html.")]
    [InlineData(
        "serve --address",
        "sharedstate: --address  is no address: say the path of a Unix socket, or HOST:PORT with a port from 0 to 65535."
    )]
    [InlineData(
        "serve --authkey-file",
        "sharedstate: --authkey-file '' is no name of a file: name one that you may read."
    )]
    public async Task An_empty_value_is_refused_in_one_line(string option, string line)
    {
        var command = await Command.Run([.. option.Split(' '), ""]);

        command.Error.ReplaceLineEndings("\n").Should().Be($"{line}\n");
        command.ExitCode.Should().Be(2);
    }

    [Theory, Linux("TMPDIR is looked at there.")]
    [InlineData("serve")]
    [InlineData("serve --address 127.0.0.1:0")]
    public async Task Where_no_directory_can_be_made_it_says_so_in_one_line(string arguments)
    {
        var command = await Command.Run(new() { ["TMPDIR"] = "/nowhere" }, arguments.Split(' '));

        command
            .Error.Should()
            .Be("sharedstate: /nowhere/ takes no new directory: name one that you may write to in TMPDIR.\n");
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
