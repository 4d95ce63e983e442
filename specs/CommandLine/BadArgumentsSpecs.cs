using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.CommandLine;

/// <summary>A mistake of the user's is answered by one line: what is wrong, where, and what to do.</summary>
public sealed class BadArgumentsSpecs : Specs
{
    [Theory]
    [InlineData("", "sharedstate: Required command was not provided. Try: sharedstate observe --help")]
    [InlineData("obsrve", "sharedstate: 'obsrve' is no command or option here. Try: sharedstate observe --help")]
    [InlineData("observe --strat fork", "sharedstate: '--strat' is no command or option here. Try: sharedstate observe --help")]
    [InlineData("observe --start frok", "sharedstate: --start 'frok' is not known here: say one of spawn, fork.")]
    [InlineData("observe --only chapter", "sharedstate: --only 'chapter' is not known here: say one of general, globals, arguments.")]
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

    [Fact]
    public async Task Help_has_examples()
    {
        var command = await Command.Run("observe", "--help");

        await Verify(command.Output.TrimEnd());
        command.ExitCode.Should().Be(0);
    }
}
