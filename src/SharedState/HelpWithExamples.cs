using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SharedState;

/// <summary><c>--help</c>, with examples and exit codes below the options.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private const string Examples = $"""
        Examples:
          {CommandLine.Name} observe
          {CommandLine.Name} observe --only globals --start fork --transcript
          {CommandLine.Name} observe --python python3.8 --python /opt/python3.13/bin/python3
          {CommandLine.Name} observe --json > observations.json
          {CommandLine.Name} observe --html observations.html

        Exit codes:
          0  all that was run holds
          1  something does not hold, or a program failed
          2  the arguments are wrong
        """;

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return exitCode;
    }
}
