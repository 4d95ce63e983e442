using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.CommandLine;

/// <summary>A mistake of the user's is answered by one line: what is wrong, where, and what to do.</summary>
public sealed class BadArgumentsSpecs : Specs
{
    [Theory]
    [InlineData("", "sharedstate: Required command was not provided. Try: sharedstate --help")]
    [InlineData("obsrve", "sharedstate: 'obsrve' is no command or option here. Did you mean 'observe'? Try: sharedstate --help")]
    [InlineData("observe --strat fork", "sharedstate: '--strat' is no command or option here. Did you mean '--start'? Try: sharedstate observe --help")]
    [InlineData("serve x --adress", "sharedstate: 'x' is no command or option here. Try: sharedstate serve --help")]
    [InlineData("serve --address 0.0.0.0:0", "sharedstate: --address 0.0.0.0:0 is reached from other machines: say 127.0.0.1, or --allow-remote if they are to be served.")]
    [InlineData("observe --start frok", "sharedstate: --start 'frok' is not known here: say one of spawn, fork.")]
    [InlineData("observe --only chapter", "sharedstate: --only 'chapter' is not known here: say one of general, globals, arguments, managers, or the number of an observation, such as S2.04.")]
    [InlineData("observe --only globals --only S9.99", "sharedstate: --only 'S9.99' is not known here: say one of general, globals, arguments, managers, or the number of an observation, such as S2.04.")]
    [InlineData("observe --python", "sharedstate: Required argument missing for option: '--python'. Try: sharedstate observe --help")]
    [InlineData("observe --python dotnet", "sharedstate: --python 'dotnet' is no CPython of version 3.7 or later: name the executable of one, such as python3.")]
    [InlineData("observe --json --transcript", "sharedstate: --json has no place for raw lines: leave out --json or --transcript.")]
    [InlineData("observe --html .", "sharedstate: --html '.' is a directory: name a file in it, such as ./observations.html.")]
    [InlineData("observe --html no-such-directory/page.html", "sharedstate: --html 'no-such-directory/page.html' cannot be written: there is no directory no-such-directory. Make it, or name another file.")]
    public async Task It_is_refused_in_one_line(string arguments, string line)
    {
        var command = await Command.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        command.Error.ReplaceLineEndings("\n").Should().Be($"{line}\n");
        command.Output.Should().BeEmpty();
        command.ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("sharedstate")]
    [InlineData("observe")]
    [InlineData("serve")]
    [InlineData("book")]
    public async Task Help_has_examples(string of)
    {
        var command = await Command.Run(of == "sharedstate" ? ["--help"] : [of, "--help"]);

        await Verify(command.Output.TrimEnd()).UseParameters(of);
        command.ExitCode.Should().Be(0);
    }
}
