using System.Collections.Concurrent;
using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations;

/// <summary>Runs experiments, each once in a column, and reads every row from the run that it shares with others.</summary>
/// <param name="cpython">The interpreter for the columns of CPython; null where there is none.</param>
/// <param name="options">How to run the programs.</param>
internal sealed class Laboratory(CPython? cpython, ProgramRunOptions? options = null)
{
    private readonly ConcurrentDictionary<(Experiment, Column), Lazy<ProgramRun>> runs = [];

    /// <summary>Why nothing can be run in a column here, as one sentence; null where it can.</summary>
    public string? WhyNot(Column column) => column switch
    {
        { Runtime: Runtime.CPython } when cpython is null => "There is no CPython on the search path.",
        { Runtime: Runtime.CPython, StartMethod: StartMethod.Fork } => OperatingSystem.IsWindows() ? "CPython cannot fork on Windows." : null,
        { Runtime: Runtime.CPython } => null,
        _ => StartMethods.WhyNot(column.StartMethod),
    };

    /// <summary>Each row in each column, row by row.</summary>
    public IEnumerable<Verdict> Observe(IEnumerable<Observation> rows, IReadOnlyList<Column> columns) =>
        rows.SelectMany(row => columns.Select(column => Observe(row, column)));

    /// <summary>One row in one column. A program that fails is a verdict that does not hold.</summary>
    public Verdict Observe(Observation row, Column column)
    {
        if (row.Experiment is null || row.Expected[column] == Expectation.NotApplicable)
            return new(row, column, row.Expected[column].Text, null);
        if (WhyNot(column) is { } reason)
            return new(row, column, reason, null);

        try
        {
            return row.Judge(column, Run(row.Experiment, column).Transcript);
        }
        catch (ProgramFailedException failure)
        {
            return new(row, column, failure.Message, false);
        }
    }

    /// <summary>The transcript of an experiment that was run in a column before; null where it was not, or failed.</summary>
    public Transcript? Seen(Experiment experiment, Column column) =>
        runs.TryGetValue((experiment, column), out var run) && run.IsValueCreated ? run.Value.Transcript : null;

    /// <summary>The run of an experiment in a column; made when it is first asked for.</summary>
    /// <exception cref="ProgramFailedException">The program failed, or did not end.</exception>
    public ProgramRun Run(Experiment experiment, Column column) => runs.GetOrAdd(
        (experiment, column), _ => new(() => experiment.On(column.Runtime, cpython).Run(column.StartMethod, options))).Value;
}
