namespace Multiprocessing.Testing.Transcripts;

/// <summary>Puts the lines of concurrent tasks into the order of <see cref="Transcript.Canonical"/>.</summary>
internal static class CanonicalOrder
{
    public static IEnumerable<TranscriptLine> Of(IReadOnlyList<TranscriptLine> lines)
    {
        var between = new List<TranscriptLine>();
        foreach (var line in lines)
        {
            if (line.Process != TranscriptLine.Main)
            {
                between.Add(line);
                continue;
            }

            foreach (var ordered in Order(between))
                yield return ordered;
            between.Clear();
            yield return line;
        }

        foreach (var ordered in Order(between))
            yield return ordered;
    }

    private static TranscriptLine[] Order(List<TranscriptLine> lines)
    {
        var processes = lines
            .GroupBy(line => line.Process)
            .OrderBy(process => process.Select(line => line.Task).Min(TaskOrder.IdleLast), TaskOrder.IdleLast)
            .ThenBy(process => process.Key, TaskOrder.IdleLast)
            .ToArray();
        var names = Naming.InOrder(processes.Select(process => process.Key));

        var outside = processes.SelectMany(process => process.Where(line => line.Task is null));
        var inTasks = lines.Where(line => line.Task is not null).OrderBy(line => line.Task, TaskOrder.IdleLast);
        return [.. outside.Concat(inTasks).Select(line => line with { Process = names[line.Process] })];
    }
}
