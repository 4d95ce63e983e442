namespace Multiprocessing.Testing.Transcripts;

/// <summary>
/// Puts the lines of concurrent tasks into the order of <see cref="Transcript.Canonical"/>, or says why there is none.
/// </summary>
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
        ThrowIfTheirOrderIsChance(lines);
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

    /// <summary>
    /// A task of two processes, or processes without a task that wrote different lines: only the order in which they
    /// wrote, which is chance, could tell them apart.
    /// </summary>
    private static void ThrowIfTheirOrderIsChance(List<TranscriptLine> lines)
    {
        var twice = lines
            .Where(line => line.Task is not null)
            .GroupBy(line => line.Task, line => line.Process)
            .FirstOrDefault(task => task.Distinct().Skip(1).Any());
        if (twice is not null)
        {
            throw new InvalidOperationException(
                $"The transcript has no canonical order: {List(twice.Distinct())} have lines of one task, {twice.Key}, "
                    + "between two lines of main. Give each task a name of its own, such as its function and its "
                    + $"argument, in {nameof(Print)}.{nameof(Print.Task)}."
            );
        }

        var different = lines
            .GroupBy(line => line.Process)
            .Where(process => process.All(line => line.Task is null))
            .DistinctBy(process => string.Join('\n', Identities.Renumber(process).Select(line => line.Text)))
            .Take(2)
            .ToArray();
        if (different.Length == 2)
        {
            throw new InvalidOperationException(
                $"The transcript has no canonical order: {List(different.Select(process => process.Key))} wrote "
                    + "different lines outside of tasks between two lines of main, such as "
                    + $"'{different[0].First().Text}'. Which of them comes first is chance. Write what a task observes "
                    + $"by {nameof(Print)}.{nameof(Print.Task)}, or fix the order with a {nameof(Gate)} and use "
                    + $"{nameof(Transcript)}.{nameof(Transcript.Raw)}."
            );
        }

        static string List(IEnumerable<string> processes) => string.Join(" and ", processes.Take(2));
    }
}
