using System.CommandLine;
using SharedState.Book;
using SharedState.Observing;
using SharedState.Serving;

namespace SharedState;

/// <summary>The command <c>sharedstate</c>.</summary>
internal static class CommandLine
{
    public const string Name = "sharedstate";

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("What processes share, as it is on this machine.") { new ObserveCommand(), new ServeCommand(), new BookCommand() };
        root.HelpName = Name;
        HelpWithExamples.AddTo(root);
        var asked = root.Parse(args);
        if (Refusal.Of(asked) is { } refusal)
            return Refuse(refusal);

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
