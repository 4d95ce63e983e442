using System.Text.RegularExpressions;
using Multiprocessing.Testing;

namespace SharedState.Diagrams;

/// <summary>The life of a process, as far as its lines show it.</summary>
/// <param name="Process">Its name.</param>
/// <param name="First">The row of its first line.</param>
/// <param name="Last">The row of its last line.</param>
/// <param name="Column">Where it is drawn: main's column is 0; a process may stand below one that had ended.</param>
internal sealed partial record Lane(string Process, int First, int Last, int Column)
{
    private const char Child = ':';

    public bool IsMain => Process == TranscriptLine.Main;

    /// <summary>Who started it: main, or the worker that its name begins with.</summary>
    public string Parent => Process.LastIndexOf(Child) is > 0 and var end ? Process[..end] : TranscriptLine.Main;

    /// <summary>What has room above a lane: <c>w1</c> for <c>worker-1</c>.</summary>
    public string ShortName => NumberedName().Match(Process) is { Success: true } name ? $"{name.Groups[1]}{name.Groups[2]}" : Process;

    public static IReadOnlyList<Lane> Of(IReadOnlyList<TranscriptLine> lines)
    {
        var columns = new List<int>();
        return
        [
            .. lines.Select((line, row) => (line.Process, Row: row))
                .GroupBy(line => line.Process, line => line.Row)
                .OrderByDescending(rows => rows.Key == TranscriptLine.Main)
                .Select(rows => new Lane(rows.Key, rows.Min(), rows.Max(), rows.Key == TranscriptLine.Main ? 0 : Free(columns, rows.Min(), rows.Max()) + 1)),
        ];
    }

    /// <summary>The first column in which no process has a line after <paramref name="first"/>; <paramref name="columns"/> holds each one's last row.</summary>
    private static int Free(List<int> columns, int first, int last)
    {
        var column = columns.FindIndex(end => end < first);
        if (column < 0)
        {
            columns.Add(last);
            return columns.Count - 1;
        }

        columns[column] = last;
        return column;
    }

    [GeneratedRegex("([a-z])[a-z]*-([0-9]+)$")]
    private static partial Regex NumberedName();
}
