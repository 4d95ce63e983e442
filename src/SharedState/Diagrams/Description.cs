using System.Globalization;

namespace SharedState.Diagrams;

/// <summary>What a diagram shows, for readers who cannot see it.</summary>
internal static class Description
{
    public static string Of(Run run)
    {
        var processes = run.Lanes.Select(lane => lane.Process).ToArray();
        var several = run
            .Objects.Identities.Where(run.Objects.IsInSeveral)
            .Select(identity => $"#{identity} in {List(run.Objects.ProcessesOf(identity))}")
            .ToArray();
        var one = run
            .Objects.Identities.Where(identity => !run.Objects.IsInSeveral(identity))
            .GroupBy(identity => run.Objects.ProcessesOf(identity)[0])
            .Select(identities => $"{List(identities.Select(identity => $"#{identity}"))} in {identities.Key}")
            .ToArray();
        return string.Join(' ', Sentences());

        IEnumerable<string> Sentences()
        {
            var (lines, lanes) = (Count(run.Lines.Count, "line"), Count(processes.Length, "process", "es"));
            yield return $"{lines} of {lanes}: {List(processes)}.";
            if (several.Length > 0)
                yield return $"Seen in several processes: {string.Join("; ", several)}.";
            if (one.Length > 0)
                yield return $"Seen in one process only: {string.Join("; ", one)}.";
        }
    }

    public static string List(IEnumerable<string> names) =>
        names.ToArray() switch
        {
            [] => "none",
            [var only] => only,
            [.. var most, var last] => $"{string.Join(", ", most)} and {last}",
        };

    public static string Count(int count, string noun, string plural = "s") =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : plural)}");
}
