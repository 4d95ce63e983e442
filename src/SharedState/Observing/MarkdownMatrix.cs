namespace SharedState.Observing;

/// <summary>The matrix as plain text: a line an observation, and a table where Markdown is read.</summary>
internal static class MarkdownMatrix
{
    public static void Print(Matrix matrix, TextWriter output)
    {
        output.WriteLine(Line(["", "observation", .. matrix.Columns.Select(column => $"{column}")]));
        output.WriteLine(Line(Enumerable.Repeat("---", matrix.Columns.Count + 2)));
        foreach (var (row, cells) in matrix.Rows)
            output.WriteLine(Line([row.Number, row.Claim, .. cells.Select(cell => $"{cell}")]));
        output.WriteLine();
        foreach (var line in Summary.Of(matrix))
            output.WriteLine(line);
    }

    private static string Line(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";
}
