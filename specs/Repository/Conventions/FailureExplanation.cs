using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;
using Observations;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// What a failure says of the catalogue's observations: which are broken, what was specified and seen, and the command
/// that shows it.
/// </summary>
internal static class FailureExplanation
{
    /// <summary>Of the observations that a failed fact cites; null where it cites none.</summary>
    /// <param name="configuration">Where the fact is about.</param>
    /// <param name="cited">The observations.</param>
    /// <param name="seen">The transcript of an experiment; null where it was not run.</param>
    /// <param name="python">The interpreter, where the configuration needs it.</param>
    public static string? Of(
        Configuration configuration,
        IEnumerable<Observation> cited,
        Func<Experiment, Transcript?> seen,
        string? python
    )
    {
        var rows = cited.ToArray();
        if (rows.Length == 0)
            return null;
        var broken = rows.Where(row => row.Experiment is not null && seen(row.Experiment) is not null)
            .Select(row => row.Judge(configuration, seen(row.Experiment!)!))
            .Where(verdict => verdict.Holds == false)
            .ToArray();
        return broken.Length > 0
            ? Of(broken, python)
            : $"No observation that it cites is seen to be broken on {configuration}:\n"
                + $"{string.Concat(rows.Select(Claim))}{Command(configuration, rows, python)}";
    }

    /// <summary>Of verdicts of one configuration that are not as they should be; null where there are none.</summary>
    public static string? Of(IReadOnlyList<Verdict> broken, string? python) =>
        broken is [{ Configuration: var configuration }, ..]
            ? $"Broken on {configuration}:\n{string.Concat(broken.Select(Text))}"
                + Command(configuration, broken.Select(verdict => verdict.Observation), python)
            : null;

    /// <summary>A verdict as a failure shows it.</summary>
    public static string Text(Verdict verdict) =>
        $"{Claim(verdict.Observation)}    specified: {verdict.Expected}\n    seen:      {verdict.Seen}\n";

    private static string Claim(Observation row) => $"  {row.Number} {row.Claim}\n";

    private static string Command(Configuration configuration, IEnumerable<Observation> rows, string? python)
    {
        var only = string.Concat(rows.Select(row => $" --only {row.Number}"));
        var start = configuration.StartMethod.Name();
        var interpreter =
            (configuration.Runtime is Runtime.CPython || configuration.IsMixed) && python is not null
                ? $" --python {(python.Contains(' ') ? $"\"{python}\"" : python)}"
                : "";
        return "Reproduce it:\n  dotnet run --project src/SharedState -- observe"
            + $"{only} --start {start}{interpreter} --transcript";
    }
}
