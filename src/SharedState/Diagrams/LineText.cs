using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SharedState.Diagrams;

/// <summary>Breaks the text of a line into the rows of a narrow column.</summary>
internal static partial class LineText
{
    private const int Width = 46;
    private const int MostRows = 4;
    private const string Indent = "  ";

    /// <summary>
    /// The text in rows of at most <see cref="Width"/> characters; the rest of a very long text is only counted.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text)
    {
        var rows = new List<string> { "" };
        foreach (var clause in Clause().Split(Printable(text)))
        {
            foreach (var piece in Fits(clause) ? [clause] : Pieces(clause).Prepend(null))
            {
                if ((piece is null || !Fits(piece)) && rows[^1].Trim().Length > 0)
                    rows.Add(Indent);
                rows[^1] += piece;
            }
        }

        return rows.Count <= MostRows
            ? [.. rows.Select(row => row.TrimEnd())]
            :
            [
                .. rows.Take(MostRows - 1),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Indent}… {rows.Skip(MostRows - 1).Sum(row => row.Length - Indent.Length):N0} more characters"
                ),
            ];

        bool Fits(string piece) => rows[^1].Length + piece.TrimEnd().Length <= Width;
    }

    /// <summary>
    /// The text with a visible sign for each character that is invisible or that XML does not allow.
    /// </summary>
    public static string Printable(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune =>
                    rune.Value < 0x20 ? $"{(char)(0x2400 + rune.Value)}"
                    : Rune.GetUnicodeCategory(rune)
                        is UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.OtherNotAssigned
                            or UnicodeCategory.LineSeparator
                            or UnicodeCategory.ParagraphSeparator
                        ? $"{Rune.ReplacementChar}"
                    : $"{rune}"
                )
        );

    /// <summary>The words of a clause, each with the blanks after it; a word that is too long is split.</summary>
    private static IEnumerable<string> Pieces(string clause) =>
        from word in Word().Matches(clause)
        from piece in word.Value.EnumerateRunes().Chunk(Width - Indent.Length)
        select string.Concat(piece);

    // After a comma before the next "name = ": a value stays with its name.
    [GeneratedRegex(@"(?<=, )(?=[\w()]+ = )")]
    private static partial Regex Clause();

    [GeneratedRegex("[^ ]+ *| +")]
    private static partial Regex Word();
}
