namespace Multiprocessing.Testing;

/// <summary>One line that a process wrote.</summary>
/// <param name="Process">The name of the process: <c>main</c>, <c>worker-1</c>.</param>
/// <param name="Task">The task that wrote it, such as <c>g(110)</c>; null outside of tasks.</param>
/// <param name="Text">What was written, without process and task.</param>
public sealed record TranscriptLine(string Process, string? Task, string Text)
{
    internal const string Main = "main";
    internal const string Separator = " | ";
    private const string Begin = "in ";
    private const string End = ": ";

    /// <summary>The line as it is in the transcript.</summary>
    public override string ToString() =>
        Task is null ? $"{Process}{Separator}{Text}" : $"{Process}{Separator}{Begin}{Task}{End}{Text}";

    /// <summary>The text of a line in a task, as <see cref="Parse"/> reads it.</summary>
    /// <exception cref="ArgumentException">The task's name is empty, or would end too early.</exception>
    internal static string InTask(string task, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(task);
        return task.Contains(End, StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"The name of a task has no '{End}', which ends it in the transcript, but this one is '{task}'.",
                nameof(task)
            )
            : $"{Begin}{task}{End}{text}";
    }

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
        var colon = text.IndexOf(End, StringComparison.Ordinal);
        return colon > 0 && text.StartsWith(Begin, StringComparison.Ordinal)
            ? new(process, text[Begin.Length..colon], text[(colon + End.Length)..])
            : new(process, null, text);
    }
}
