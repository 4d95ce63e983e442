using System.Collections.Concurrent;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Managers;

namespace Observations;

/// <summary>Runs each experiment once per configuration: rows that name one experiment read one run.</summary>
/// <param name="cpython">The interpreter for the configurations of CPython; null where there is none.</param>
/// <param name="options">How to run the programs.</param>
internal sealed class ExperimentRunner(CPython? cpython, ProgramRunOptions? options = null)
{
    /// <summary>Runs beside the programs of mixed configurations.</summary>
    private static readonly Experiment Server = new(
        nameof(Server),
        "a server for the other runtime",
        new DotNetProgram(Serve.Main),
        "Managers/Serve.cs",
        "Managers/serve.py"
    );

    private readonly ConcurrentDictionary<(Experiment, Configuration), Lazy<ProgramRun>> runs = [];

    /// <summary>Why nothing can be run in a configuration here, as one sentence; null where it can.</summary>
    public string? UnavailableReason(Configuration configuration) =>
        configuration switch
        {
            { Runtime: Runtime.CPython } or { Server: Runtime.CPython } when cpython is null =>
                "There is no CPython on the search path.",
            { IsMixed: true } when OperatingSystem.IsWindows() =>
                "The two runtimes connect through a Unix socket, which CPython does not support on Windows.",
            { Runtime: Runtime.CPython, StartMethod: not StartMethod.Spawn } => OperatingSystem.IsWindows()
                ? "CPython cannot fork on Windows."
                : null,
            { Runtime: Runtime.CPython } => null,
            _ => StartMethods.UnsupportedReason(configuration.StartMethod),
        };

    /// <summary>
    /// The transcript of an experiment that has run in a configuration; null where it has not, or failed.
    /// </summary>
    public Transcript? Seen(Experiment experiment, Configuration configuration) =>
        runs.TryGetValue((experiment, configuration), out var run) && run.IsValueCreated ? run.Value.Transcript : null;

    /// <summary>The run of an experiment in a configuration, which starts when it is first asked for.</summary>
    /// <exception cref="ProgramFailedException">The program failed or did not end.</exception>
    public ProgramRun Run(Experiment experiment, Configuration configuration) =>
        runs.GetOrAdd(
            (experiment, configuration),
            _ =>
                new(() =>
                    experiment
                        .On(configuration.Runtime, cpython)
                        .Run(configuration.StartMethod, OptionsFor(configuration))
                )
        ).Value;

    private ProgramRunOptions OptionsFor(Configuration configuration) =>
        (options ?? new()) with
        {
            Server = configuration.IsMixed ? Server.On(configuration.Server, cpython) : null,
        };
}
