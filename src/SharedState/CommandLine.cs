using System.CommandLine;
using SharedState.Book;
using SharedState.Observing;

namespace SharedState;

/// <summary>The command <c>sharedstate</c>.</summary>
internal static class CommandLine
{
    public const string Name = "sharedstate";

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("What processes share, as it is on this machine.") { new ObserveCommand(), new BookCommand() };
        root.HelpName = Name;
        HelpWithExamples.AddTo(root);
        var asked = root.Parse(args);
        if (asked.UnmatchedTokens is [var unknown, ..])
            return Refuse($"'{unknown}' is no command or option here. Try: {Name} observe --help");
        if (asked.Errors is [var error, ..])
            return Refuse($"{error.Message} Try: {Name} observe --help");

        try
        {
            return await asked.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
        }
        catch (BadArgumentsException mistake)
        {
            return Refuse(mistake.Message);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine($"{Name}: {why}");
        return ExitCode.BadArguments;
    }
}
