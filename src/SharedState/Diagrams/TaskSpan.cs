using Multiprocessing.Testing;
using Observations;

namespace SharedState.Diagrams;

/// <summary>A task in a process, from its first line to its last, between two lines of main.</summary>
/// <param name="Process">The process that ran it.</param>
/// <param name="Sent">The row of main's line before it; null if there is none.</param>
/// <param name="First">The row of its first line.</param>
/// <param name="Last">The row of its last line.</param>
/// <param name="Received">The row of main's line after it; null if there is none.</param>
internal sealed record TaskSpan(string Process, int? Sent, int First, int Last, int? Received)
{
    public static IReadOnlyList<TaskSpan> Of(IReadOnlyList<TranscriptLine> lines)
    {
        var spans = new List<TaskSpan>();
        var running = new Dictionary<string, (string? Task, int First, int Last)>();
        for (var row = 0; row < lines.Count; row++)
        {
            var line = lines[row];
            if (line.IsTitle())
                EndAll();
            if (line.Process == TranscriptLine.Main)
                continue;
            if (running.TryGetValue(line.Process, out var task) && task.Task == line.Task)
            {
                running[line.Process] = task with { Last = row };
                continue;
            }

            End(line.Process);
            running[line.Process] = (line.Task, row, row);
        }

        EndAll();
        return [.. spans.OrderBy(span => span.First)];

        void EndAll()
        {
            foreach (var process in running.Keys.ToArray())
                End(process);
        }

        void End(string process)
        {
            if (running.Remove(process, out var ended) && ended.Task is not null)
            {
                spans.Add(
                    new(process, MainBefore(lines, ended.First), ended.First, ended.Last, MainAfter(lines, ended.Last))
                );
            }
        }
    }

    /// <summary>The row of main's last line before a row; null if there is none.</summary>
    private static int? MainBefore(IReadOnlyList<TranscriptLine> lines, int row)
    {
        while (--row >= 0)
        {
            if (lines[row].Process == TranscriptLine.Main)
                return row;
        }

        return null;
    }

    private static int? MainAfter(IReadOnlyList<TranscriptLine> lines, int row)
    {
        while (++row < lines.Count)
        {
            if (lines[row].Process == TranscriptLine.Main)
                return row;
        }

        return null;
    }
}
