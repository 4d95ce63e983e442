using System.CommandLine;
using System.CommandLine.Invocation;

namespace SharedState;

/// <summary>What is wrong with a command line that was not understood, in one line with the next step.</summary>
internal static class Refusal
{
    /// <summary>The line; null where all was understood.</summary>
    public static string? Of(ParseResult asked)
    {
        if (asked.Errors.Count == 0)
            return null;
        var what = asked.UnmatchedTokens is [var unknown, ..]
            ? $"'{unknown}' is no command or option here.{Near(asked, unknown)}"
            : asked.Errors[0].Message;
        var verb = asked.CommandResult.Command is Verb { Name: var name } ? $"{name} " : "";
        return $"{what} Try: {CommandLine.Name} {verb}--help";
    }

    // The library knows what is near, and prints it a line each below one that names what was not understood.
    private static string Near(ParseResult asked, string unknown)
    {
        if (asked.Action is not ParseErrorAction action)
            return "";
        action.ShowHelp = false;
        using var output = new StringWriter();
        asked.Invoke(new() { Output = output, Error = TextWriter.Null });
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        var near = lines
            .SkipWhile(line => !line.Contains($"'{unknown}'", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.Length > 0 && !line.Contains(' '))
            .Where(each => each.Length > 2);
        return string.Join(" or ", near.Select(each => $"'{each}'")) is { Length: > 0 } names
            ? $" Did you mean {names}?"
            : "";
    }
}
