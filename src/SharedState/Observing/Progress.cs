using Spectre.Console;

namespace SharedState.Observing;

/// <summary>
/// Shows what is running on standard error: in one line if that is a terminal, otherwise in
/// <see cref="ProgressLines"/>.
/// </summary>
internal static class Progress
{
    public static void Show(Action<Action<string>> work)
    {
        if (Console.IsErrorRedirected)
        {
            ProgressLines.Show(work);
            return;
        }

        // By default the library checks standard output.
        var (ansi, interactive) =
            Environment.GetEnvironmentVariable("TERM") == "dumb"
                ? (AnsiSupport.No, InteractionSupport.No)
                : (AnsiSupport.Yes, InteractionSupport.Yes);
        var terminal = AnsiConsole.Create(
            new()
            {
                Ansi = ansi,
                Interactive = interactive,
                Out = new AnsiConsoleOutput(Console.Error),
            }
        );
        terminal.Status().Start("Starting", status => work(line => status.Status = Markup.Escape(line)));
    }
}
