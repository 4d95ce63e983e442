using Multiprocessing;
using Multiprocessing.Testing.Programs;
using Observations;
using SharedState.Diagrams;

namespace Book;

/// <summary>
/// Where an observation differs between runtimes, by what is expected of them under one start method.
/// </summary>
internal static class Differences
{
    /// <summary>The start methods under which runtimes differ, and what each of them shows.</summary>
    public static IEnumerable<(
        StartMethod StartMethod,
        IReadOnlyList<(Configuration Configuration, Expectation Expected)> Seen
    )> Of(Observation row) =>
        from method in Configuration.All.GroupBy(configuration => configuration.StartMethod)
        let seen = method.Select(configuration => (configuration, row.Expected[configuration])).ToArray()
        where seen.Any(one => one.Item2.IsApplicable) && seen.Select(one => one.Item2).Distinct().Count() > 1
        select (method.Key, (IReadOnlyList<(Configuration, Expectation)>)seen);

    /// <summary>The differences in one line. Start methods with the same difference are named together.</summary>
    public static string Text(Observation row)
    {
        var lines = Of(row)
            .Select(difference =>
                (
                    difference.StartMethod,
                    Text: string.Join(
                        "; ",
                        difference.Seen.Select(seen =>
                            $"{ConfigurationText.Runtime(seen.Configuration)} `{seen.Expected}`"
                        )
                    )
                )
            )
            .GroupBy(difference => difference.Text)
            .Select(same =>
                $"{Description.List(same.Select(difference => difference.StartMethod.Name()))}: {same.Key}"
            );
        return string.Join(". ", lines);
    }
}
