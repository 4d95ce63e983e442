using Observations;
using Observations.Sources;

namespace Book;

// Observation by observation: what is expected, whether a transcript shows it, why it is so, and the sources.
internal sealed partial class TopicPage
{
    private IEnumerable<string> Reasons(Observation row)
    {
        var isHere = topic.Rows.Contains(row);
        yield return isHere ? $"### {row.Number}" : $"### On {row.Number}";
        yield return $"**{Markdown.Plain(row.Claim)}**";
        if (topic.Explanation.Sections.TryGetValue(row.Number, out var text))
            yield return WithLinks(text);
        if (isHere && Expected(row) is { Count: > 0 } expected)
            yield return Markdown.List(expected);
        yield return isHere
            ? $"Source: {string.Join("; ", row.Sources.Select(Citation))}."
            : $"Shown by another program: {Link(row)}.";
    }

    private static string Citation(Source source) =>
        $"[{Markdown.Plain(source.Text)}]({source.Link})"
        + (source.Detail.Length == 0 ? "" : $", {Markdown.Plain(source.Detail)}");

    private IReadOnlyList<string> Expected(Observation row) =>
        [
            .. from configurations in Configuration.All.GroupBy(configuration => row.Expected[configuration])
            where configurations.Key.IsPromise
            let served = configurations.All(configuration =>
                row.Expected[configuration.ServedByTheOther()] == configurations.Key
            )
                ? ", whichever runtime serves"
                : ""
            let place = Sentence(ConfigurationText.Of([.. configurations]))
            select $"{place}{served}: `{configurations.Key}`{Evidence(row, [.. configurations])}",
        ];

    private string Evidence(Observation row, IReadOnlyCollection<Configuration> configurations)
    {
        var verdicts = topic
            .Snapshots.Where(snapshot => snapshot.Configurations.Any(configurations.Contains))
            .Select(snapshot => snapshot.Shows(row))
            .ToArray();
        return verdicts.Contains(false) ? " ✗ **The transcript shows something else.**"
            : verdicts.Contains(true) ? $" ([seen above](#{PlaceOf(row.Experiment!)}))"
            : "";
    }
}
