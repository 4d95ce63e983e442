using System.Collections.Concurrent;
using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>Observations by runtimes and start methods, and what was seen on this machine.</summary>
/// <param name="observations">The observations.</param>
/// <param name="columns">The runtimes and start methods.</param>
/// <param name="outcomeOf">Runs a program in a column; defaults to <see cref="Outcome.Of"/>.</param>
internal sealed class Matrix(
    IReadOnlyList<Observation> observations,
    IReadOnlyList<MatrixColumn> columns,
    Func<Experiment, MatrixColumn, Outcome>? outcomeOf = null
)
{
    private readonly List<(Experiment Experiment, MatrixColumn Column)> runs =
    [
        .. from column in columns
        where column.UnavailableReason is null
        from experiment in observations
            .Where(row => row.Expected[column.Configuration].IsApplicable)
            .Select(row => row.Experiment)
            .Distinct()
        where experiment is not null
        select (experiment, column),
    ];

    public IReadOnlyList<MatrixColumn> Columns => columns;

    /// <summary>A row for each observation; none before <see cref="Run"/>.</summary>
    public IReadOnlyList<MatrixRow> Rows { get; private set; } = [];

    /// <summary>
    /// All rows by the columns with one runtime, then the rows about mixed configurations by the mixed columns.
    /// </summary>
    public IEnumerable<MatrixTable> Tables =>
        from kind in columns.GroupBy(column => column.Configuration.IsMixed)
        let rows = Rows.Where(row => !kind.Key || kind.Any(column => row.Verdicts[column].Expected.IsApplicable))
            .ToArray()
        where rows.Length > 0
        select new MatrixTable([.. kind], rows);

    /// <summary>The outcome of each program that was run.</summary>
    public IReadOnlyList<(Experiment Experiment, MatrixColumn Column, Outcome Outcome)> Runs { get; private set; } = [];

    /// <summary>The transcript of each program that ran to its end, under a title.</summary>
    public IEnumerable<(string Title, Transcript Transcript)> Transcripts =>
        Runs.Where(run => run.Outcome.Transcript is not null)
            .Select(run => (Title(run.Experiment, run.Column), run.Outcome.Transcript!));

    /// <summary>How the other programs failed, or that they timed out, a line each.</summary>
    public IEnumerable<string> Failures =>
        Runs.Where(run => run.Outcome.Failure is not null)
            .Select(run => $"{Title(run.Experiment, run.Column)}: {run.Outcome.Failure}");

    public IEnumerable<Verdict> Ran => Rows.SelectMany(row => row.Verdicts.Values).Where(verdict => verdict.Ran);

    /// <summary>What was not seen because a program timed out.</summary>
    public IEnumerable<Verdict> NotSeen =>
        Rows.SelectMany(row => row.Verdicts.Values).Where(verdict => verdict.TimedOut);

    /// <summary>Whether everything that was seen holds; what was not seen says nothing.</summary>
    public bool Holds =>
        Runs.All(run => run.Outcome.Failure is null || run.Outcome.TimedOut)
        && Ran.All(verdict => verdict.Holds != false);

    /// <summary>Whether a program timed out.</summary>
    public bool TimedOut => Runs.Any(run => run.Outcome.TimedOut);

    /// <summary>
    /// Runs each program once in each column, some more at a time than there are processors: many wait.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; no process is left.</exception>
    public void Run(Action<string> report, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentDictionary<(Experiment, MatrixColumn), Outcome>();
        report($"0 of {runs.Count} runs");
        var queue = new ConcurrentQueue<(Experiment Experiment, MatrixColumn Column)>(runs);
        // Threads of their own: the pool would add a thread for a waiting one only after half a second.
        var runners = Enumerable
            .Range(0, 2 * Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(RunNext, TaskCreationOptions.LongRunning));
        Task.WhenAll(runners).GetAwaiter().GetResult();

        void RunNext()
        {
            while (queue.TryDequeue(out var run))
            {
                cancellation.ThrowIfCancellationRequested();
                report($"{outcomes.Count} of {runs.Count} runs; now {Title(run.Experiment, run.Column)}");
                outcomes[run] = (outcomeOf ?? Outcome.Of)(run.Experiment, run.Column);
            }
        }

        Runs = [.. runs.Select(run => (run.Experiment, run.Column, outcomes[run]))];
        Rows =
        [
            .. from row in observations
            let verdicts = columns.ToDictionary(
                column => column,
                column =>
                    Judge(
                        row,
                        column.Configuration,
                        row.Experiment is null ? null : outcomes.GetValueOrDefault((row.Experiment, column))
                    )
            )
            select new MatrixRow(row, verdicts),
        ];
    }

    private static Verdict Judge(Observation row, Configuration configuration, Outcome? outcome) =>
        outcome is null || !row.Expected[configuration].IsApplicable ? new(row, configuration, Seen: null, Holds: null)
        : outcome.TimedOut ? new(row, configuration, Seen: null, Holds: null, TimedOut: true)
        : outcome.Transcript is null ? new(row, configuration, outcome.Failure, Holds: false)
        : row.Judge(configuration, outcome.Transcript);

    private static string Title(Experiment experiment, MatrixColumn column) => $"{experiment.Name}: {column}";
}
