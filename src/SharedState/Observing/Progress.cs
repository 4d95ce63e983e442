using Spectre.Console;

namespace SharedState.Observing;

/// <summary>A line on the terminal that says what runs now; nothing where standard error is no terminal.</summary>
internal static class Progress
{
    public static void Show(Action<Action<string>> work)
    {
        if (Console.IsErrorRedirected)
        {
            work(_ => { });
            return;
        }

        var terminal = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        terminal.Status().Start("Starting", status => work(line => status.Status = Markup.Escape(line)));
    }
}
