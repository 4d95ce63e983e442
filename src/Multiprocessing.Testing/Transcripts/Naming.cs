using System.Globalization;

namespace Multiprocessing.Testing;

/// <summary>Names workers anew: the number in a worker's name says no more than when its process was started.</summary>
internal static class Naming
{
    private const string Worker = "worker-";

    public static bool IsWorker(string process) => process.StartsWith(Worker, StringComparison.Ordinal);

    public static IEnumerable<TranscriptLine> ByAppearance(IReadOnlyList<TranscriptLine> lines)
    {
        var names = InOrder(lines.Select(line => line.Process));
        return lines.Select(line => line with { Process = names[line.Process] });
    }

    /// <summary>The new name of each process; only workers have one that differs.</summary>
    public static Dictionary<string, string> InOrder(IEnumerable<string> processes)
    {
        var names = new Dictionary<string, string>();
        var workers = 0;
        foreach (var process in processes.Distinct())
            names.Add(process, IsWorker(process) ? Worker + (++workers).ToString(CultureInfo.InvariantCulture) : process);
        return names;
    }
}
