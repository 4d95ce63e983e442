using System.Collections.Concurrent;
using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>Observations by runtimes and start methods, and what was seen here.</summary>
/// <param name="rows">The observations.</param>
/// <param name="columns">The runtimes and start methods.</param>
/// <param name="outcomeOf">How a program is run in a column; <see cref="Outcome.Of"/> if not said.</param>
internal sealed class Matrix(
    IReadOnlyList<Observation> rows,
    IReadOnlyList<MatrixColumn> columns,
    Func<Experiment, MatrixColumn, Outcome>? outcomeOf = null
)
{
    private readonly List<(Experiment Experiment, MatrixColumn Column)> runs =
    [
        .. from column in columns
        where column.UnavailableReason is null
        from experiment in rows.Where(row => row.Expected[column.Configuration] != Expectation.NotApplicable)
            .Select(row => row.Experiment)
            .Distinct()
        where experiment is not null
        select (experiment, column),
    ];

    /// <summary>The cells of each row, in the order of the columns.</summary>
    public IReadOnlyList<(Observation Row, IReadOnlyList<Cell> Cells)> Rows { get; private set; } = [];

    /// <summary>The rows by the columns of one runtime, then those that speak of mixed columns by these.</summary>
    public IEnumerable<MatrixTable> Tables =>
        from kind in columns.Index().GroupBy(column => column.Item.Configuration.IsMixed)
        let rows = Rows.Select(row =>
                (row.Row, (IReadOnlyList<Cell>)[.. kind.Select(column => row.Cells[column.Index])])
            )
            .Where(row => !kind.Key || row.Item2.Any(cell => cell.Expected != Expectation.NotApplicable))
            .ToArray()
        where rows.Length > 0
        select new MatrixTable([.. kind.Select(column => column.Item)], rows);

    /// <summary>What became of each program that was run.</summary>
    public IReadOnlyList<(Experiment Experiment, MatrixColumn Column, Outcome Outcome)> Runs { get; private set; } = [];

    /// <summary>The transcript of each program that ran to its end, under a title.</summary>
    public IEnumerable<(string Title, Transcript Transcript)> Transcripts =>
        Runs.Where(run => run.Outcome.Transcript is not null)
            .Select(run => (Title(run.Experiment, run.Column), run.Outcome.Transcript!));

    /// <summary>What became of the programs that did not, a line each.</summary>
    public IEnumerable<string> Failures =>
        Runs.Where(run => run.Outcome.Failure is not null)
            .Select(run => $"{Title(run.Experiment, run.Column)}: {run.Outcome.Failure}");

    public IEnumerable<Cell> Ran => Rows.SelectMany(row => row.Cells).Where(cell => cell.Ran);

    /// <summary>Whether all that ran holds.</summary>
    public bool Holds => !Failures.Any() && Ran.All(cell => cell.Holds != false);

    /// <summary>Runs each program once in each column, as many at a time as there are processors.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; no process is left.</exception>
    public void Run(Action<string> report, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentDictionary<(Experiment, MatrixColumn), Outcome>();
        Parallel.ForEach(
            runs,
            new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            run =>
            {
                report($"{outcomes.Count} of {runs.Count} runs; now {Title(run.Experiment, run.Column)}");
                outcomes[run] = (outcomeOf ?? Outcome.Of)(run.Experiment, run.Column);
            }
        );

        Runs = [.. runs.Select(run => (run.Experiment, run.Column, outcomes[run]))];
        Rows =
        [
            .. from row in rows
            let cells = columns.Select(column =>
                Cell.Of(
                    row,
                    column,
                    row.Experiment is null ? null : outcomes.GetValueOrDefault((row.Experiment, column))
                )
            )
            select (row, (IReadOnlyList<Cell>)[.. cells]),
        ];
    }

    private static string Title(Experiment experiment, MatrixColumn column) => $"{experiment.Name}: {column}";
}
