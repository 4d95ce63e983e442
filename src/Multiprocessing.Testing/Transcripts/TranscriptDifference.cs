using System.Globalization;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Multiprocessing.Testing;

/// <summary>
/// How a transcript differs from the one that was expected: the first line in which they part, who wrote it, and a diff
/// of the whole.
/// What a failing spec shows, in whatever test framework.
/// </summary>
/// <remarks>
/// Both texts are <see cref="Transcript.Raw"/> or <see cref="Transcript.Canonical"/>, such as a snapshot holds.
/// </remarks>
public sealed class TranscriptDifference
{
    private const int Context = 2;

    private readonly string[] expected,
        actual;

    private TranscriptDifference(string[] expected, string[] actual, int same)
    {
        (this.expected, this.actual) = (expected, actual);
        LineNumber = same + 1;
        Expected = expected.ElementAtOrDefault(same);
        Actual = actual.ElementAtOrDefault(same);
        Author = (Actual ?? Expected) is { } line ? Writer(line) : "";
    }

    /// <summary>The number of the first line in which the two part; the first line is 1.</summary>
    public int LineNumber { get; }

    /// <summary>That line as it was expected; null where the transcript was to end before it.</summary>
    public string? Expected { get; }

    /// <summary>That line as it is; null where the transcript ends before it.</summary>
    public string? Actual { get; }

    /// <summary>
    /// Who wrote that line: <c>worker-2 in g(104)</c>; of the line that is missing, where the transcript ends too
    /// early.
    /// </summary>
    public string Author { get; }

    /// <summary>The difference between two texts of a transcript; null where there is none.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What the program's processes wrote.</param>
    public static TranscriptDifference? Between(string expected, string actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        var (before, now) = (Lines(expected), Lines(actual));
        return before.SequenceEqual(now)
            ? null
            : new(before, now, before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count());
    }

    /// <summary>
    /// The whole as text. Lines that are missing have a <c>-</c>, those that are there instead a <c>+</c>, the first of
    /// all a <c>></c>;
    /// of lines that are equal only those around a difference are shown.
    /// </summary>
    public override string ToString() =>
        string.Join('\n', [$"First difference: line {LineNumber}, {Author}.", "", .. Shown([.. Pieces()])]);

    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Writer(string line)
    {
        if (line.IndexOf(TranscriptLine.Separator, StringComparison.Ordinal) <= 0)
            return "nobody";
        var read = TranscriptLine.Parse(line);
        return read.Task is null ? read.Process : $"{read.Process} in {read.Task}";
    }

    /// <summary>
    /// The equal lines before the first difference by themselves: a diff might else pair them with equal ones further
    /// down.
    /// </summary>
    private IEnumerable<(int Number, char Mark, string Line)> Pieces()
    {
        var same = LineNumber - 1;
        for (var i = 0; i < same; i++)
            yield return (i + 1, ' ', actual[i]);

        var (before, now) = (same, same);
        foreach (
            var piece in InlineDiffBuilder
                .Diff(Text(expected), Text(actual), ignoreWhiteSpace: false)
                .Lines.Where(piece => piece.Text.Length > 0)
        )
        {
            before += piece.Type is ChangeType.Inserted ? 0 : 1;
            now += piece.Type is ChangeType.Deleted ? 0 : 1;
            yield return piece.Type switch
            {
                ChangeType.Deleted => (before, '-', piece.Text),
                ChangeType.Inserted => (now, '+', piece.Text),
                _ => (now, ' ', piece.Text),
            };
        }

        string Text(string[] lines) => string.Join('\n', lines.Skip(same));
    }

    private static IEnumerable<string> Shown((int Number, char Mark, string Line)[] pieces)
    {
        var width = pieces.Max(piece => piece.Number).ToString(CultureInfo.InvariantCulture).Length;
        var first = Array.FindIndex(pieces, piece => piece.Mark != ' ');
        for (var i = 0; i < pieces.Length; i++)
        {
            if (IsNearDifference(i))
                yield return $"{(i == first ? '>' : ' ')} {pieces[i].Number.ToString(CultureInfo.InvariantCulture).PadLeft(width)} {pieces[i].Mark} {pieces[i].Line}".TrimEnd();
            else if (i == 0 || IsNearDifference(i - 1))
                yield return "  …";
        }

        bool IsNearDifference(int index) =>
            pieces.Take(index + Context + 1).Skip(index - Context).Any(piece => piece.Mark != ' ');
    }
}
