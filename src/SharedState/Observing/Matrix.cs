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
        var outcomes = new (Transcript? Transcript, string? Failure)[runs.Count];
        var done = 0;
        Parallel.For(0, runs.Count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, i =>
        {
            report($"{done} of {runs.Count} runs; now {TitleOf(i)}");
            outcomes[i] = Outcome(i);
            Interlocked.Increment(ref done);
        });

        Transcripts = [.. outcomes.Select((outcome, i) => (TitleOf(i), outcome.Transcript!)).Where(run => run.Item2 is not null)];
        Failures = [.. outcomes.Select(outcome => outcome.Failure!).Where(failure => failure is not null)];
        Rows = [.. rows.Select(row => (row, (IReadOnlyList<Cell>)[.. columns.Select(column => Cell.Of(row, column))]))];
    }

    private string TitleOf(int run) => $"{runs[run].Experiment.Name}: {runs[run].Column}";

    private (Transcript?, string?) Outcome(int run)
    {
        try
        {
            return (runs[run].Column.Laboratory.Run(runs[run].Experiment, runs[run].Column.Column).Transcript, null);
        }
        catch (ProgramFailedException failure)
        {
            return (null, $"{TitleOf(run)}: {failure.Message.Split('\n')[0]}");
        }
    }
}
