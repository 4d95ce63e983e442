using Multiprocessing.Testing;
using Observations;

namespace SharedState.Book;

/// <summary>A verified transcript of an experiment.</summary>
/// <param name="Name">The name of its file, without its endings.</param>
/// <param name="File">The file in the checkout.</param>
/// <param name="Spec">The file of the spec that verifies it.</param>
/// <param name="Experiment">What ran.</param>
/// <param name="Form">What of the transcript it is: <c>Raw</c>, <c>Canonical</c>, or a name that begins so.</param>
/// <param name="Columns">Where it ran.</param>
/// <param name="Text">Its lines.</param>
internal sealed record Snapshot(
    string Name,
    string File,
    string Spec,
    Experiment Experiment,
    string Form,
    IReadOnlyList<Configuration> Columns,
    string Text
)
{
    /// <summary>Whether its lines stand in the order in which they were written.</summary>
    public bool IsInOrder => Form.StartsWith(nameof(Transcript.Raw), StringComparison.Ordinal);

    public Transcript Transcript { get; } = Transcript.Parse(Text);

    /// <summary>What ran where.</summary>
    public string Title => $"{Experiment.Name}: {ColumnText.Of(Columns)}";

    /// <summary>The file of its diagram in the book; null where one would show no time, or no space.</summary>
    public string? Diagram =>
        IsInOrder && Transcript.Lines.DistinctBy(line => line.Process).Skip(1).Any()
            ? $"{BookFiles.Folder}/Diagrams/{Name}.svg"
            : null;

    /// <summary>Whether it shows what a row expects; null where it does not tell.</summary>
    public bool? Shows(Observation row)
    {
        var verdicts = Columns
            .Where(column => row.Experiment == Experiment && row.Expected[column].IsPromise)
            .Select(column => row.Judge(column, Transcript).Holds == true)
            .ToArray();
        // In other forms than the raw one a worker's name is its place among its neighbours, so that the lines of one
        // may be taken for those of another.
        return verdicts.Length == 0 || (Form != nameof(Transcript.Raw) && verdicts.Contains(false))
            ? null
            : !verdicts.Contains(false);
    }
}
