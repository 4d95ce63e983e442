using System.Globalization;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>A runtime of this machine and a start method.</summary>
/// <param name="Column">What the catalogue calls the column.</param>
/// <param name="Runtime">The runtime with its version: <c>.NET 10.0.1</c>, <c>CPython 3.11.7</c>.</param>
/// <param name="Laboratory">Where its programs are run.</param>
internal sealed record MatrixColumn(Column Column, string Runtime, Laboratory Laboratory)
{
    /// <summary>The start method as CPython writes it: <c>fork</c>.</summary>
    public string StartMethod => Column.StartMethod.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <summary>Why nothing can be run here, as one sentence; null where it can.</summary>
    public string? WhyNot => Laboratory.WhyNot(Column);

    /// <summary>.NET and each CPython under each start method; CPython too where there is none, to show what is specified.</summary>
    public static IEnumerable<MatrixColumn> For(IReadOnlyList<CPython> interpreters, CancellationToken cancellation)
    {
        var options = new ProgramRunOptions { Cancellation = cancellation };
        var runtimes = interpreters.Select(python => (Observations.Runtime.CPython, $"{python}", new Laboratory(python, options)))
            .DefaultIfEmpty((Observations.Runtime.CPython, "CPython", new Laboratory(null, options)))
            .Prepend((Observations.Runtime.DotNet, $".NET {Environment.Version}", new Laboratory(null, options)));
        return from runtime in runtimes
               from method in Enum.GetValues<StartMethod>()
               select new MatrixColumn(new(runtime.Item1, method), runtime.Item2, runtime.Item3);
    }

    /// <summary><c>CPython 3.11.7 fork</c>.</summary>
    public override string ToString() => $"{Runtime} {StartMethod}";
}
