using System.Text.RegularExpressions;
using Multiprocessing.Testing;

namespace SharedState.Diagrams;

/// <summary>The life of a process, as far as its lines show it.</summary>
/// <param name="Process">Its name.</param>
/// <param name="First">The row of its first line.</param>
/// <param name="Last">The row of its last line.</param>
/// <param name="Column">
/// Where it is drawn: main's column is 0; a process can be below one that wrote nothing after a line of main's.
/// </param>
internal sealed partial record Lane(string Process, int First, int Last, int Column)
{
    private const char Child = ':';

    public bool IsMain => Process == TranscriptLine.Main;

    /// <summary>The process that started it: main, or the process whose name it begins with.</summary>
    public string Parent => Process.LastIndexOf(Child) is > 0 and var end ? Process[..end] : TranscriptLine.Main;

    /// <summary>A name that fits above a lane: <c>w1</c> for <c>worker-1</c>.</summary>
    public string ShortName =>
        NumberedName().Match(Process) is { Success: true } name ? $"{name.Groups[1]}{name.Groups[2]}" : Process;

    public static IReadOnlyList<Lane> Of(IReadOnlyList<TranscriptLine> lines)
    {
        // The last row in each column.
        var columns = new List<int>();
        return
        [
            .. lines
                .Select((line, row) => (line.Process, Row: row))
                .GroupBy(line => line.Process, line => line.Row)
                .OrderByDescending(rows => rows.Key == TranscriptLine.Main)
                .Select(rows => new Lane(
                    rows.Key,
                    rows.Min(),
                    rows.Max(),
                    rows.Key == TranscriptLine.Main ? 0 : ColumnFor(rows.Min(), rows.Max())
                )),
        ];

        int ColumnFor(int first, int last)
        {
            var column = columns.FindIndex(end =>
                lines.Skip(end).Take(first - end).Any(line => line.Process == TranscriptLine.Main)
            );
            if (column < 0)
                (column, columns) = (columns.Count, [.. columns, last]);
            columns[column] = last;
            return column + 1;
        }
    }

    [GeneratedRegex("([a-z])[a-z]*-([0-9]+)$")]
    private static partial Regex NumberedName();
}
