using System.Globalization;

namespace Multiprocessing.Testing.Transcripts;

/// <summary>
/// Renumbers workers and managers: the number in such a name only says when its process was started.
/// </summary>
internal static class Naming
{
    private const char Child = ':';

    private static readonly string[] Kinds = ["worker-", "manager-"];

    public static IEnumerable<TranscriptLine> ByAppearance(IReadOnlyList<TranscriptLine> lines)
    {
        var names = InOrder(lines.Select(line => line.Process));
        return lines.Select(line => line with { Process = names[line.Process] });
    }

    /// <summary>
    /// The new name of each process: of workers, of managers, and of their children, <c>worker-7:process-1</c>.
    /// </summary>
    public static Dictionary<string, string> InOrder(IEnumerable<string> processes)
    {
        var names = new Dictionary<string, string>();
        var numbered = new Dictionary<string, string>();
        foreach (var process in processes.Distinct())
        {
            var parent = process.Split(Child)[0];
            if (
                Array.Find(Kinds, kind => parent.StartsWith(kind, StringComparison.Ordinal)) is { } kind
                && !numbered.ContainsKey(parent)
            )
            {
                numbered.Add(
                    parent,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{kind}{1 + numbered.Values.Count(name => name.StartsWith(kind, StringComparison.Ordinal))}"
                    )
                );
            }

            names.Add(process, numbered.TryGetValue(parent, out var name) ? name + process[parent.Length..] : process);
        }

        return names;
    }
}
