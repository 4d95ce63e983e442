using System.Globalization;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Multiprocessing.Testing;

/// <summary>
/// How a transcript differs from the expected one: the first line that differs, the process that wrote it, and a diff
/// of everything. It is made for the message of a failing test, in any test framework.
/// </summary>
/// <remarks>
/// Both texts are <see cref="Transcript.Raw"/> or <see cref="Transcript.Canonical"/>, as in a snapshot.
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

    /// <summary>The number of the first line that differs, counted from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The expected line; null if the expected transcript ends before it.</summary>
    public string? Expected { get; }

    /// <summary>The actual line; null if the transcript ends before it.</summary>
    public string? Actual { get; }

    /// <summary>
    /// The process and task that wrote the line, <c>worker-2 in g(104)</c>; those of the missing line if the transcript
    /// ends too early.
    /// </summary>
    public string Author { get; }

    /// <summary>The difference between two transcripts; null if there is none.</summary>
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
    /// All differences as text. A missing line is marked <c>-</c>, an unexpected one <c>+</c>, and the first difference
    /// <c>></c>; equal lines are shown only near a difference.
    /// </summary>
    public override string ToString() =>
        string.Join('\n', [$"First difference: line {LineNumber}, {Author}.", "", .. Shown([.. Pieces()])]);

    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Writer(string line)
    {
        if (line.IndexOf(TranscriptLine.Separator, StringComparison.Ordinal) <= 0)
            return "not an observation";
        var read = TranscriptLine.Parse(line);
        return read.Task is null ? read.Process : $"{read.Process} in {read.Task}";
    }

    /// <summary>
    /// The equal lines before the first difference are left out of the diff, which might pair them with equal lines
    /// further down.
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
                yield return Marked(pieces[i], i == first ? '>' : ' ');
            else if (i == 0 || IsNearDifference(i - 1))
                yield return "  …";
        }

        string Marked((int Number, char Mark, string Line) piece, char pointer) =>
            $"{pointer} {Padded(piece.Number)} {piece.Mark} {piece.Line}".TrimEnd();

        string Padded(int number) => number.ToString(CultureInfo.InvariantCulture).PadLeft(width);

        bool IsNearDifference(int index) =>
            pieces.Take(index + Context + 1).Skip(index - Context).Any(piece => piece.Mark != ' ');
    }
}
