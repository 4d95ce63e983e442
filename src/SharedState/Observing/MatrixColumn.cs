using Multiprocessing;
using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;
using Observations;

namespace SharedState.Observing;

/// <summary>A runtime of this machine and a start method.</summary>
/// <param name="Configuration">The configuration that the catalogue has expectations for.</param>
/// <param name="RuntimeName">The runtime with its version: <c>.NET 10.0.1</c>, <c>CPython 3.11.7</c>.</param>
/// <param name="ServerName">The same for the server of shared objects.</param>
/// <param name="Runner">Runs the programs of this column.</param>
internal sealed record MatrixColumn(
    Configuration Configuration,
    string RuntimeName,
    string ServerName,
    ExperimentRunner Runner
)
{
    private static readonly string DotNet = $".NET {Environment.Version}";

    public StartMethod StartMethod => Configuration.StartMethod;

    /// <summary>Why nothing can be run here, as one sentence; null if it can.</summary>
    public string? UnavailableReason => Runner.UnavailableReason(Configuration);

    /// <summary>
    /// .NET and each CPython under each start method, then each of them with a server of the other runtime. Without a
    /// CPython there are columns for it too, to show what is specified.
    /// </summary>
    public static IEnumerable<MatrixColumn> For(IReadOnlyList<CPython> interpreters, ProgramRunOptions options)
    {
        (string Name, ExperimentRunner Runner)[] pythons =
        [
            .. interpreters
                .Select(python => ($"{python}", new ExperimentRunner(python, options)))
                .DefaultIfEmpty(("CPython", new ExperimentRunner(null, options))),
        ];
        return
        [
            .. Configuration
                .All.Where(configuration => configuration.Runtime is Runtime.DotNet)
                .Select(configuration => new MatrixColumn(configuration, DotNet, DotNet, pythons[0].Runner)),
            .. from python in pythons
            from configuration in Configuration.All
            where configuration.Runtime is Runtime.CPython
            select new MatrixColumn(configuration, python.Name, python.Name, python.Runner),
            .. from python in pythons
            from configuration in Configuration.Mixed
            select new MatrixColumn(
                configuration,
                NameOf(configuration.Runtime, python.Name),
                NameOf(configuration.Server, python.Name),
                python.Runner
            ),
        ];
    }

    /// <summary><c>CPython 3.11.7 fork</c>, <c>CPython 3.11.7 fork, .NET 10.0.1 serves</c>.</summary>
    public override string ToString() =>
        $"{RuntimeName} {StartMethod.Name()}{(Configuration.IsMixed ? $", {ServerName} serves" : "")}";

    private static string NameOf(Runtime runtime, string python) => runtime is Runtime.DotNet ? DotNet : python;
}
