using System.Globalization;
using Multiprocessing;
using Observations;
using SharedState.Diagrams;

namespace SharedState.Book;

/// <summary>
/// Several columns in few words: <c>spawn</c> where they are those of all runtimes, <c>.NET</c> where they are those of
/// all start methods.
/// </summary>
internal static class ColumnText
{
    public static string Of(IReadOnlyCollection<Configuration> columns)
    {
        var methods = columns.Select(column => column.StartMethod).Distinct().ToArray();
        var runtimes = columns.Select(column => column.Runtime).Distinct().ToArray();
        return columns.Count == Configuration.All.Count ? "everywhere"
            : columns.Count == Configuration.All.Count(column => methods.Contains(column.StartMethod))
                ? Description.List(methods.Select(Of))
            : columns.Count == Configuration.All.Count(column => runtimes.Contains(column.Runtime)) ? Runtimes(columns)
            : Description.List(columns.Select(column => $"{column}"));
    }

    /// <summary><c>.NET and CPython</c>.</summary>
    public static string Runtimes(IEnumerable<Configuration> columns) =>
        Description.List(columns.Select(Runtime).Distinct());

    public static string Runtime(Configuration column) => $"{column}".Split(' ')[0];

    /// <summary><c>spawn</c>, as CPython writes it.</summary>
    public static string Of(StartMethod method) => method.ToString().ToLower(CultureInfo.InvariantCulture);
}
