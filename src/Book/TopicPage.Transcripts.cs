using Observations;
using SharedState.Diagrams;

namespace Book;

// The transcripts of its experiments, each with its diagram.
internal sealed partial class TopicPage
{
    private IEnumerable<string> TranscriptsOf(Experiment experiment)
    {
        var snapshots = topic.Snapshots.Where(snapshot => snapshot.Experiment == experiment).ToArray();
        if (snapshots.Length == 0 && topic.Specs.Count == 0)
            yield break;
        if (topic.Experiments.Count > 1)
            yield return $"### {Sentence(experiment.Name)}";
        if (snapshots.Length == 0)
        {
            yield return "No transcript is kept. What is certain in its lines is asserted by "
                + $"{Description.List(topic.Specs.Select(Source))}.";
        }

        foreach (var block in snapshots.SelectMany(Blocks))
            yield return block;
    }

    private IEnumerable<string> Blocks(Snapshot snapshot)
    {
        var runtimes =
            snapshot.Configurations.Select(configuration => configuration.Runtime).Distinct().Count() > 1
                ? $" ({ConfigurationText.Runtimes(snapshot.Configurations)} print the same)"
                : "";
        var order = snapshot.IsInOrder ? "" : "; lines of tasks that ran at once are in the order of their tasks";
        yield return $"**{Sentence(ConfigurationText.Of(snapshot.Configurations))}**{runtimes}: a "
            + $"[transcript]({contents.Source(snapshot.File, topic.Page)}) "
            + $"that {Source(snapshot.Spec)} verifies{order}.";
        if (snapshot.Diagram is { } diagram)
        {
            yield return $"![Space–time diagram. {snapshot.Title}. The lines are those of the text below.]"
                + $"({Contents.Relative(diagram, $"{BookFiles.Folder}/")})";
        }

        var text = Markdown.Code("text", snapshot.Text.TrimEnd('\n'));
        yield return snapshot.Diagram is null ? text : $"<details><summary>As text</summary>\n\n{text}\n\n</details>";
    }

    /// <summary>Where the transcripts of an experiment are on the page.</summary>
    private string PlaceOf(Experiment experiment) =>
        Markdown.Anchor(topic.Experiments.Count > 1 ? Sentence(experiment.Name) : Transcripts);
}
