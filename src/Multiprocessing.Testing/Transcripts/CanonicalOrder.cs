namespace Multiprocessing.Testing;

/// <summary>Puts the lines of free-running tasks into the order of <see cref="Transcript.Canonical"/>.</summary>
internal static class CanonicalOrder
{
    /// <summary>The lines in that order.</summary>
    /// <param name="lines">As they were written.</param>
    /// <param name="rename">Whether workers are named anew between any two lines of main, or keep the names of their processes.</param>
    public static IEnumerable<TranscriptLine> Of(IReadOnlyList<TranscriptLine> lines, bool rename = true)
    {
        var between = new List<TranscriptLine>();
        foreach (var line in lines)
        {
            if (line.Process != TranscriptLine.Main)
            {
                between.Add(line);
                continue;
            }

            foreach (var ordered in Order(between, rename))
                yield return ordered;
            between.Clear();
            yield return line;
        }

        foreach (var ordered in Order(between, rename))
            yield return ordered;
    }

    private static TranscriptLine[] Order(List<TranscriptLine> lines, bool rename)
    {
        var processes = lines
            .GroupBy(line => line.Process)
            .OrderBy(process => process.Select(line => line.Task).Min(TaskOrder.IdleLast), TaskOrder.IdleLast)
            .ThenBy(process => process.Key, TaskOrder.IdleLast)
            .ToArray();
        var outside = processes.SelectMany(process => process.Where(line => line.Task is null));
        var inTasks = lines.Where(line => line.Task is not null).OrderBy(line => line.Task, TaskOrder.IdleLast);
        TranscriptLine[] ordered = [.. outside, .. inTasks];
        if (!rename)
            return ordered;
        var names = Naming.InOrder(processes.Select(process => process.Key));
        return [.. ordered.Select(line => line with { Process = names[line.Process] })];
    }
}
