using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;
using Observations;

namespace SharedState.Observing;

/// <summary>A runtime of this machine and a start method.</summary>
/// <param name="Configuration">What the catalogue calls the column.</param>
/// <param name="Runtime">The runtime with its version: <c>.NET 10.0.1</c>, <c>CPython 3.11.7</c>.</param>
/// <param name="Server">The same for the server of shared objects.</param>
/// <param name="Runner">Where its programs are run.</param>
internal sealed record MatrixColumn(Configuration Configuration, string Runtime, string Server, ExperimentRunner Runner)
{
    private static readonly string DotNet = $".NET {Environment.Version}";

    /// <summary>The start method as CPython writes it: <c>fork</c>.</summary>
    public string StartMethod => Configuration.StartMethod.Name();

    /// <summary>Why nothing can be run here, as one sentence; null where it can.</summary>
    public string? UnavailableReason => Runner.UnavailableReason(Configuration);

    /// <summary>
    /// .NET and each CPython under each start method, then each of both with a server of the other; CPython too where
    /// there is none, to show what is specified.
    /// </summary>
    public static IEnumerable<MatrixColumn> For(IReadOnlyList<CPython> interpreters, CancellationToken cancellation)
    {
        var options = new ProgramRunOptions { Cancellation = cancellation };
        (string Name, ExperimentRunner Runner)[] runners =
        [
            .. interpreters
                .Select(python => ($"{python}", new ExperimentRunner(python, options)))
                .DefaultIfEmpty(("CPython", new ExperimentRunner(null, options))),
        ];
        return
        [
            .. Configuration
                .All.Where(column => column.Runtime is Observations.Runtime.DotNet)
                .Select(column => new MatrixColumn(column, DotNet, DotNet, runners[0].Runner)),
            .. from python in runners
            from column in Configuration.All
            where column.Runtime is Observations.Runtime.CPython
            select new MatrixColumn(column, python.Name, python.Name, python.Runner),
            .. from python in runners
            from column in Configuration.Mixed
            select new MatrixColumn(
                column,
                NameOf(column.Runtime, python.Name),
                NameOf(column.Server, python.Name),
                python.Runner
            ),
        ];
    }

    /// <summary><c>CPython 3.11.7 fork</c>, <c>CPython 3.11.7 fork, .NET 10.0.1 serves</c>.</summary>
    public override string ToString() =>
        $"{Runtime} {StartMethod}{(Configuration.IsMixed ? $", {Server} serves" : "")}";

    private static string NameOf(Runtime runtime, string python) =>
        runtime is Observations.Runtime.DotNet ? DotNet : python;
}
