using System.Globalization;
using Observations;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>The ids by which parts of the page link to each other.</summary>
internal sealed class Anchors(Matrix matrix)
{
    private readonly Dictionary<(Experiment, MatrixColumn), string> runs = (
        from experiment in matrix.Runs.GroupBy(run => run.Experiment).Index()
        from run in experiment.Item.Index()
        select (
            Key: (run.Item.Experiment, run.Item.Column),
            Name: string.Create(CultureInfo.InvariantCulture, $"run-{experiment.Index + 1}-{run.Index + 1}")
        )
    ).ToDictionary(run => run.Key, run => run.Name);

    /// <summary>The id of a run; null if there was none.</summary>
    public string? Of(Experiment? experiment, MatrixColumn column) =>
        experiment is null ? null : runs.GetValueOrDefault((experiment, column));

    /// <summary>The id of an observation in the matrix.</summary>
    public static string Of(Observation row) => $"row-{row.Number}";
}
