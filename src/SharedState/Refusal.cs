using System.CommandLine;

namespace SharedState;

/// <summary>What is wrong with a command line that cannot be parsed, in one line with the next step.</summary>
internal static class Refusal
{
    /// <summary>The line; null if the command line could be parsed.</summary>
    public static string? Of(ParseResult asked)
    {
        if (asked.Errors.Count == 0)
            return null;
        var command = asked.CommandResult.Command;
        var what = asked.UnmatchedTokens is [var unknown, ..]
            ? $"'{unknown}' is not a command or an option.{Near(command, unknown)}"
            : asked.Errors[0].Message;
        var verb = command is Verb ? $"{command.Name} " : "";
        return $"{what} Try: {CommandLine.Name} {verb}--help";
    }

    private static string Near(Command command, string unknown) =>
        string.Join(" or ", Spelling.Near(unknown, Names(command)).Select(name => $"'{name}'")) is { Length: > 0 } names
            ? $" Did you mean {names}?"
            : "";

    private static IEnumerable<string> Names(Command command) =>
        command
            .Subcommands.Where(verb => !verb.Hidden)
            .SelectMany(verb => verb.Aliases.Prepend(verb.Name))
            .Concat(
                command
                    .Options.Where(option => !option.Hidden)
                    .SelectMany(option => option.Aliases.Prepend(option.Name))
            );
}
