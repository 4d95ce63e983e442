using System.CommandLine;
using SharedState.Observing;
using SharedState.Serving;

namespace SharedState;

/// <summary>The command <c>sharedstate</c>.</summary>
internal static class CommandLine
{
    public const string Name = "sharedstate";

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Shows what processes share on this machine.")
        {
            new ObserveCommand(),
            new ServeCommand(),
        };
        root.HelpName = Name;
        HelpWithExamples.AddTo(root);
        // An abstract socket name begins with @, as a response file would.
        var asked = root.Parse(args, new() { ResponseFileTokenReplacer = null });
        if (Refusal.Of(asked) is { } refusal)
            return Refuse(refusal);

        try
        {
            return await asked.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) }
            );
        }
        catch (BadArgumentsException mistake)
        {
            return Refuse(mistake.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse($"failed: {failure.Message.TrimEnd('.')}. Fix this and try again.");
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Writes a line to standard error; it is lost if that is closed or full.</summary>
    public static void Report(string line)
    {
        try
        {
            Console.Error.WriteLine($"{Name}: {line}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is nowhere else to write it.
        }
    }

    private static int Refuse(string why)
    {
        Report(why);
        return ExitCode.BadArguments;
    }
}
