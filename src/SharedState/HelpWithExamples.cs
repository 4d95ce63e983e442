using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SharedState;

/// <summary>
/// <c>--help</c>, with the examples and exit codes of a verb below its options, or the first example of each verb.
/// </summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb verb)
        {
            Print(verb, output);
        }
        else
        {
            PrintExamples(
                parseResult.CommandResult.Command.Subcommands.OfType<Verb>().Select(each => each.Examples[0]),
                output
            );
        }

        return exitCode;
    }

    private static void Print(Verb verb, TextWriter output)
    {
        foreach (var remark in verb.Remarks)
            output.WriteLine($"{remark}\n");
        PrintExamples(verb.Examples, output);
        output.WriteLine("\nExit codes:");
        foreach (var (code, meaning) in verb.ExitCodes)
            output.WriteLine($"  {code, -3}  {meaning}");
    }

    private static void PrintExamples(IEnumerable<string> examples, TextWriter output)
    {
        output.WriteLine("Examples:");
        foreach (var example in examples)
            output.WriteLine($"  {CommandLine.Name} {example}");
    }
}
