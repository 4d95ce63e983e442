using System.Collections.Concurrent;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Managers;

namespace Observations;

/// <summary>Runs experiments, each once in a column: rows that name one experiment read one run.</summary>
/// <param name="cpython">The interpreter for the columns of CPython; null where there is none.</param>
/// <param name="options">How to run the programs.</param>
internal sealed class ExperimentRunner(CPython? cpython, ProgramRunOptions? options = null)
{
    /// <summary>Stands beside the runs of mixed columns.</summary>
    private static readonly Experiment Server = new(
        "a server for the other runtime",
        new DotNetProgram(Serve.Main),
        "Managers/serve.py"
    );

    private readonly ConcurrentDictionary<(Experiment, Configuration), Lazy<ProgramRun>> runs = [];

    /// <summary>Why nothing can be run in a column here, as one sentence; null where it can.</summary>
    public string? UnavailableReason(Configuration column) =>
        column switch
        {
            { Runtime: Runtime.CPython } or { Server: Runtime.CPython } when cpython is null =>
                "There is no CPython on the search path.",
            { IsMixed: true } when OperatingSystem.IsWindows() =>
                "The two runtimes meet at a Unix socket, which CPython has not on Windows.",
            { Runtime: Runtime.CPython, StartMethod: StartMethod.Fork } => OperatingSystem.IsWindows()
                ? "CPython cannot fork on Windows."
                : null,
            { Runtime: Runtime.CPython } => null,
            _ => StartMethods.UnsupportedReason(column.StartMethod),
        };

    /// <summary>
    /// The transcript of an experiment that was run in a column before; null where it was not, or failed.
    /// </summary>
    public Transcript? Seen(Experiment experiment, Configuration column) =>
        runs.TryGetValue((experiment, column), out var run) && run.IsValueCreated ? run.Value.Transcript : null;

    /// <summary>The run of an experiment in a column; made when it is first asked for.</summary>
    /// <exception cref="ProgramFailedException">The program failed, or did not end.</exception>
    public ProgramRun Run(Experiment experiment, Configuration column) =>
        runs.GetOrAdd(
            (experiment, column),
            _ => new(() => experiment.On(column.Runtime, cpython).Run(column.StartMethod, OptionsFor(column)))
        ).Value;

    private ProgramRunOptions OptionsFor(Configuration column) =>
        (options ?? new()) with
        {
            Server = column.IsMixed ? Server.On(column.Server, cpython) : null,
        };
}
