namespace Multiprocessing.Testing;

/// <summary>One line that a process wrote.</summary>
/// <param name="Process">The name of the process: <c>main</c>, <c>worker-1</c>.</param>
/// <param name="Task">The task that wrote it, such as <c>g(110)</c>; null outside of tasks.</param>
/// <param name="Text">What was written, without process and task.</param>
public sealed record TranscriptLine(string Process, string? Task, string Text)
{
    internal const string Main = "main";
    internal const string Separator = " | ";
    private const string InTask = "in ";

    /// <summary>The line as it is in the transcript.</summary>
    public override string ToString() =>
        Task is null ? $"{Process}{Separator}{Text}" : $"{Process}{Separator}{InTask}{Task}: {Text}";

    internal static TranscriptLine Parse(string line)
    {
        var separator = line.IndexOf(Separator, StringComparison.Ordinal);
        if (separator <= 0)
        {
            throw new FormatException(
                $"Not an observation: '{line}'. An observed program writes to standard output only by "
                    + $"{nameof(Print)}.{nameof(Print.Line)}, in Python by print_line."
            );
        }

        var process = line[..separator];
        var text = line[(separator + Separator.Length)..];
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && text.StartsWith(InTask, StringComparison.Ordinal)
            ? new(process, text[InTask.Length..colon], text[(colon + 2)..])
            : new(process, null, text);
    }
}
