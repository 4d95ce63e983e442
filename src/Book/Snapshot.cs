using Multiprocessing.Testing;
using Observations;

namespace Book;

/// <summary>A verified transcript of an experiment.</summary>
/// <param name="Name">The name of its file, without its endings.</param>
/// <param name="File">The file in the checkout.</param>
/// <param name="Spec">The file of the spec that verifies it.</param>
/// <param name="Experiment">What ran.</param>
/// <param name="Form">Which form of the transcript it is: <c>Raw</c> or <c>Canonical</c>.</param>
/// <param name="Configurations">Where it ran.</param>
/// <param name="Text">Its lines.</param>
internal sealed record Snapshot(
    string Name,
    string File,
    string Spec,
    Experiment Experiment,
    string Form,
    IReadOnlyList<Configuration> Configurations,
    string Text
)
{
    /// <summary>Whether its lines are in the order in which they were written.</summary>
    public bool IsInOrder => Form == nameof(Transcript.Raw);

    public Transcript Transcript { get; } = Transcript.Parse(Text);

    /// <summary>What ran where.</summary>
    public string Title => $"{Experiment.Name}: {ConfigurationText.Of(Configurations)}";

    /// <summary>The file of its diagram in the book; null where one would show no time, or no space.</summary>
    public string? Diagram =>
        IsInOrder && Transcript.Lines.DistinctBy(line => line.Process).Skip(1).Any()
            ? $"{BookFiles.Folder}/Diagrams/{Name}.svg"
            : null;

    /// <summary>Whether it shows what a row expects; null where it does not say.</summary>
    public bool? Shows(Observation row)
    {
        var verdicts = Configurations
            .Where(configuration => row.Experiment == Experiment && row.Expected[configuration].IsPromise)
            .Select(configuration => row.Judge(configuration, Transcript).Holds == true)
            .ToArray();
        // In the canonical form a worker's name is its place among its neighbours, so the lines of one worker can be
        // taken for those of another.
        return verdicts.Length == 0 || (!IsInOrder && verdicts.Contains(false)) ? null : !verdicts.Contains(false);
    }
}
