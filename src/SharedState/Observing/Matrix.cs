using System.Collections.Concurrent;
using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>Observations by runtimes and start methods, and what was seen here.</summary>
internal sealed class Matrix(IReadOnlyList<Observation> rows, IReadOnlyList<MatrixColumn> columns)
{
    private readonly List<(Experiment Experiment, MatrixColumn Column)> runs =
    [
        .. from column in columns
           where column.WhyNot is null
           from experiment in rows.Where(row => row.Expected[column.Column] != Expectation.NotApplicable).Select(row => row.Experiment).Distinct()
           where experiment is not null
           select (experiment, column),
    ];

    public IReadOnlyList<MatrixColumn> Columns => columns;

    /// <summary>The cells of each row, in the order of the columns.</summary>
    public IReadOnlyList<(Observation Row, IReadOnlyList<Cell> Cells)> Rows { get; private set; } = [];

    /// <summary>The transcript of each program that ran to its end, under a title.</summary>
    public IReadOnlyList<(string Title, Transcript Transcript)> Transcripts { get; private set; } = [];

    /// <summary>What became of the programs that did not, a line each.</summary>
    public IReadOnlyList<string> Failures { get; private set; } = [];

    public IEnumerable<Cell> Ran => Rows.SelectMany(row => row.Cells).Where(cell => cell.Ran);

    /// <summary>Whether all that ran holds.</summary>
    public bool Holds => Failures.Count == 0 && Ran.All(cell => cell.Holds != false);

    /// <summary>Runs each program once in each column, as many at a time as there are processors.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; no process is left.</exception>
    public void Run(Action<string> report, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentDictionary<(Experiment, MatrixColumn), Outcome>();
        Parallel.ForEach(runs, new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, run =>
        {
            report($"{outcomes.Count} of {runs.Count} runs; now {Title(run)}");
            outcomes[run] = Outcome.Of(run.Experiment, run.Column);
        });

        Transcripts = [.. runs.Where(run => outcomes[run].Transcript is not null).Select(run => (Title(run), outcomes[run].Transcript!))];
        Failures = [.. runs.Where(run => outcomes[run].Failure is not null).Select(run => $"{Title(run)}: {outcomes[run].Failure}")];
        Rows =
        [
            .. from row in rows
               let cells = columns.Select(column => Cell.Of(row, column, row.Experiment is null ? null : outcomes.GetValueOrDefault((row.Experiment, column))))
               select (row, (IReadOnlyList<Cell>)[.. cells]),
        ];
    }

    private static string Title((Experiment Experiment, MatrixColumn Column) run) => $"{run.Experiment.Name}: {run.Column}";
}
