using Observations;

namespace SharedState.Book;

// Observation by observation: what is expected, whether a transcript shows it, why it is so, and who says so.
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
        yield return isHere ? $"Source: {Citations.Of(row.Source)}." : $"Shown by another program: {Link(row)}.";
    }

    private IReadOnlyList<string> Expected(Observation row) =>
        [
            .. from columns in Configuration.All.GroupBy(column => row.Expected[column])
            where columns.Key.IsPromise
            let served = columns.All(column => row.Expected[column.ServedByTheOther()] == columns.Key)
                ? ", whichever runtime serves"
                : ""
            select $"{Sentence(ColumnText.Of([.. columns]))}{served}: `{columns.Key}`{Evidence(row, [.. columns])}",
        ];

    private string Evidence(Observation row, IReadOnlyCollection<Configuration> columns)
    {
        var verdicts = topic
            .Snapshots.Where(snapshot => snapshot.Columns.Any(columns.Contains))
            .Select(snapshot => snapshot.Shows(row))
            .ToArray();
        return verdicts.Contains(false) ? " ✗ **The transcript shows something else.**"
            : verdicts.Contains(true) ? $" ([seen above](#{PlaceOf(row.Experiment!)}))"
            : "";
    }
}
