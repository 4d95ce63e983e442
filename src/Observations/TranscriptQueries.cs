using System.Text.RegularExpressions;
using Multiprocessing.Testing;

namespace Observations;

/// <summary>What rows and specs ask of a transcript of the catalogue's programs.</summary>
internal static class TranscriptQueries
{
    private const string Module = "global: ";

    /// <summary>The lines of main.</summary>
    public static IEnumerable<TranscriptLine> ByMain(this IEnumerable<TranscriptLine> lines) =>
        lines.Where(line => line.Process == "main");

    /// <summary>The lines of processes other than main.</summary>
    public static IEnumerable<TranscriptLine> ByWorkers(this IEnumerable<TranscriptLine> lines) =>
        lines.Where(line => line.Process != "main");

    /// <summary>The lines that the module's run printed.</summary>
    public static IEnumerable<TranscriptLine> OfModule(this IEnumerable<TranscriptLine> lines) =>
        lines.Where(line => line.Text.StartsWith(Module, StringComparison.Ordinal));

    /// <summary>The lines of the tasks that run one function.</summary>
    public static IEnumerable<TranscriptLine> In(this IEnumerable<TranscriptLine> lines, string function) =>
        lines.Where(line => line.Task?.Split('(')[0] == function);

    /// <summary>The lines of all tasks.</summary>
    public static IEnumerable<TranscriptLine> InTasks(this IEnumerable<TranscriptLine> lines) =>
        lines.Where(line => line.Task is not null);

    /// <summary>The lines after main's line <c>***…title***</c>, up to its next title.</summary>
    public static IReadOnlyList<TranscriptLine> Phase(this Transcript transcript, string title) =>
        [
            .. transcript
                .Lines.SkipWhile(line => !IsTitle(line) || !line.Text.Contains(title, StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => !IsTitle(line)),
        ];

    /// <summary>Several phases, one after the other.</summary>
    public static IEnumerable<IReadOnlyList<TranscriptLine>> Phases(
        this Transcript transcript,
        params string[] titles
    ) => titles.Select(transcript.Phase);

    /// <summary>What follows <c>name = </c> in each line that has it.</summary>
    public static IEnumerable<string> Values(this IEnumerable<TranscriptLine> lines, string name) =>
        lines.Select(line => line.Value(name)).OfType<string>();

    /// <summary>What follows <c>name = </c>: an identity, a number or a list.</summary>
    public static string? Value(this TranscriptLine line, string name) =>
        Regex.Match(line.Text, $@"(?<![\w(]){Regex.Escape(name)} = (\[.*?\]|[^,]+)") is { Success: true } match
            ? match.Groups[1].Value
            : null;

    /// <summary>The number that distinguishes a task from others: 110 in <c>g(data, 110)</c>.</summary>
    public static string? Argument(this TranscriptLine line) =>
        line.Task is { } task ? Regex.Match(task, @"(\w+)\)$").Groups[1].Value : null;

    /// <summary>What one process wrote, process by process in order of appearance.</summary>
    public static IEnumerable<IReadOnlyList<TranscriptLine>> ByProcess(this IEnumerable<TranscriptLine> lines) =>
        lines.GroupBy(line => line.Process).Select(process => process.ToArray());

    /// <summary>The text of main's lines that are a list or a failure: the outcomes of <c>Map</c>.</summary>
    public static IEnumerable<string> Results(this IEnumerable<TranscriptLine> lines) =>
        lines
            .ByMain()
            .Select(line => line.Text)
            .Where(text => text.StartsWith('[') || text.StartsWith("***IndexError", StringComparison.Ordinal));

    /// <summary>How many tasks were given a different object from main's.</summary>
    public static string OtherObjectsInTasks(Transcript transcript)
    {
        var main = transcript.Lines.ByMain().Select(Object).OfType<string>().ToHashSet();
        var tasks = transcript.Lines.InTasks().ToArray();
        var others = tasks.Count(line => Object(line) is { } copy && !main.Contains(copy));
        return $"another object in {others} of {tasks.Length} tasks";

        static string? Object(TranscriptLine line) => line.Value("id(data)") ?? line.Value("id(a)");
    }

    /// <summary>Several parts in one text.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join("; ", parts);

    /// <summary>Whether the line is main's title of a phase: <c>***workers read from a list***</c>.</summary>
    public static bool IsTitle(this TranscriptLine line) =>
        line.Process == "main"
        && line.Text.StartsWith("***", StringComparison.Ordinal)
        && !line.Text.Contains(": ", StringComparison.Ordinal);
}
