using System.Globalization;
using Multiprocessing;

namespace Observations;

/// <summary>A column of the matrix: a runtime and a start method.</summary>
internal sealed record Column(Runtime Runtime, StartMethod StartMethod)
{
    /// <summary>All columns, in the order in which a matrix shows them.</summary>
    public static IReadOnlyList<Column> All { get; } =
    [
        .. from runtime in Enum.GetValues<Runtime>()
           from startMethod in Enum.GetValues<StartMethod>()
           select new Column(runtime, startMethod),
    ];

    /// <summary><c>.NET spawn</c>, <c>CPython fork</c>.</summary>
    public override string ToString() =>
        $"{(Runtime is Runtime.DotNet ? ".NET" : "CPython")} {StartMethod.ToString().ToLower(CultureInfo.InvariantCulture)}";
}
