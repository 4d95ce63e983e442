using System.Globalization;

namespace Multiprocessing.Testing;

/// <summary>Names workers anew: the number in a worker's name says no more than when its process was started.</summary>
internal static class Naming
{
    private const string Worker = "worker-";
    private const char Child = ':';

    public static IEnumerable<TranscriptLine> ByAppearance(IReadOnlyList<TranscriptLine> lines)
    {
        var names = InOrder(lines.Select(line => line.Process));
        return lines.Select(line => line with { Process = names[line.Process] });
    }

    /// <summary>The new name of each process: of workers, and of what they started, <c>worker-7:process-1</c>.</summary>
    public static Dictionary<string, string> InOrder(IEnumerable<string> processes)
    {
        var names = new Dictionary<string, string>();
        var workers = new Dictionary<string, string>();
        foreach (var process in processes.Distinct())
        {
            var worker = process.Split(Child)[0];
            if (worker.StartsWith(Worker, StringComparison.Ordinal) && !workers.ContainsKey(worker))
                workers.Add(worker, string.Create(CultureInfo.InvariantCulture, $"{Worker}{workers.Count + 1}"));
            names.Add(process, workers.TryGetValue(worker, out var name) ? name + process[worker.Length..] : process);
        }

        return names;
    }
}
