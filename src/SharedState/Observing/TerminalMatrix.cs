using Observations;
using Spectre.Console;

namespace SharedState.Observing;

/// <summary>The matrix as a coloured table.</summary>
internal static class TerminalMatrix
{
    public static void Print(Matrix matrix)
    {
        foreach (var (columns, rows) in matrix.Tables)
        {
            var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = true };
            table.AddColumn("");
            table.AddColumn("observation");
            foreach (var column in columns)
                table.AddColumn(Markup.Escape($"{column}"));
            foreach (var (row, verdicts) in rows)
            {
                table.AddRow([
                    new Text(row.Number),
                    new Text(row.Claim),
                    .. columns.Select(column => new Text($"{verdicts[column]}", StyleOf(verdicts[column]))),
                ]);
            }

            AnsiConsole.Write(table);
        }

        foreach (var line in Summary.Of(matrix))
            AnsiConsole.WriteLine(line);
    }

    private static Style StyleOf(Verdict verdict) =>
        (verdict.TimedOut, verdict.Holds) switch
        {
            (true, _) => new(Color.Yellow),
            (_, true) => new(Color.Green),
            (_, false) => new(Color.Red),
            _ => new(Color.Grey),
        };
}
