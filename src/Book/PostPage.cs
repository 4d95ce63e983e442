using System.Globalization;
using System.Text.RegularExpressions;
using Observations;
using Observations.Sources;

namespace Book;

/// <summary>The page about the post: what it does and concludes, and the lines that observations cite.</summary>
internal static partial class PostPage
{
    /// <summary>The page in the book.</summary>
    public const string File = $"{BookFiles.Folder}/{Post.Page}";

    /// <summary>Its text, with a comment wherever lines of the post are quoted.</summary>
    private const string TextFile = "src/Book/the-post.md";

    /// <summary>The quoted lines, each after its number. Text in parentheses describes a line.</summary>
    private const string LinesFile = "src/Book/the-post.txt";

    public static string Of(Contents contents, Checkout checkout)
    {
        var lines = Lines(checkout);
        var text = contents.WithLinks(checkout.Read(TextFile), File);
        var page = Quotation().Replace(text, match => Table(contents, lines, Number(match, 1), Number(match, 2)));
        return $"<!-- Written by `{BookWriter.Command}` from {TextFile}, {LinesFile} and the catalogue. "
            + $"Change those, and run it again. -->\n\n[What processes share](../{MatrixPage.File})\n\n{page}";
    }

    private static (int Number, string Text)[] Lines(Checkout checkout) =>
        [
            .. from line in checkout.Read(LinesFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let space = line.IndexOf(' ', StringComparison.Ordinal)
            select (int.Parse(line[..space], CultureInfo.InvariantCulture), line[(space + 1)..]),
        ];

    private static string Table(Contents contents, (int Number, string Text)[] lines, int first, int last) =>
        string.Join(
            '\n',
            [
                Markdown.Row(["Line", "Text", "Cited by"]),
                Markdown.Row(["---", "---", "---"]),
                .. from line in lines
                where first <= line.Number && line.Number <= last
                select Markdown.Row([
                    $"<a id=\"L{line.Number}\"></a>{line.Number}",
                    line.Text[0] == '(' ? $"*{line.Text}*" : $"`{line.Text}`",
                    string.Join(", ", CitedBy(contents, line.Number)),
                ]),
            ]
        );

    /// <summary>The observations that cite lines from this one on.</summary>
    private static IEnumerable<string> CitedBy(Contents contents, int line) =>
        from row in Catalogue.All
        from post in row.Sources.OfType<Post>()
        where post.First == line
        let range = post.Last == line ? "" : $" (to {post.Last})"
        select $"[{row.Number}]({contents.Link(row.Number, File)}){range}";

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^<!-- lines (\d+)-(\d+) -->$", RegexOptions.Multiline)]
    private static partial Regex Quotation();
}
