namespace SharedState.Observing;

/// <summary>The matrix as text: one line for each observation, a table where Markdown is rendered.</summary>
internal static class MarkdownMatrix
{
    /// <summary>The head of the first table, which is known before anything runs.</summary>
    public static void PrintHead(Matrix matrix, TextWriter output) =>
        PrintHead([.. matrix.Columns.GroupBy(column => column.Configuration.IsMixed).First()], output);

    /// <summary>All that follows <see cref="PrintHead(Matrix, TextWriter)"/>.</summary>
    public static void Print(Matrix matrix, TextWriter output)
    {
        foreach (var (index, (columns, rows)) in matrix.Tables.Index())
        {
            if (index > 0)
                PrintHead(columns, output);
            foreach (var (row, verdicts) in rows)
                output.WriteLine(Line([row.Number, row.Claim, .. columns.Select(column => $"{verdicts[column]}")]));
            output.WriteLine();
        }

        foreach (var line in Summary.Of(matrix))
            output.WriteLine(line);
    }

    private static void PrintHead(IReadOnlyCollection<MatrixColumn> columns, TextWriter output)
    {
        output.WriteLine(Line(["", "observation", .. columns.Select(column => $"{column}")]));
        output.WriteLine(Line(Enumerable.Repeat("---", columns.Count + 2)));
    }

    private static string Line(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |";
}
