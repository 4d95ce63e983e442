namespace SharedState.Observing;

/// <summary>The matrix as text: one line for each observation, a table where Markdown is rendered.</summary>
internal static class MarkdownMatrix
{
    public static void Print(Matrix matrix, TextWriter output)
    {
        foreach (var (columns, rows) in matrix.Tables)
        {
            output.WriteLine(Line(["", "observation", .. columns.Select(column => $"{column}")]));
            output.WriteLine(Line(Enumerable.Repeat("---", columns.Count + 2)));
            foreach (var (row, verdicts) in rows)
                output.WriteLine(Line([row.Number, row.Claim, .. columns.Select(column => $"{verdicts[column]}")]));
            output.WriteLine();
        }

        foreach (var line in Summary.Of(matrix))
            output.WriteLine(line);
    }

    private static string Line(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";
}
