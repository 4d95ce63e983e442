using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;
using Observations;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// What a failing spec reports about observations: which are broken, what was specified and seen, and the command that
/// reproduces it.
/// </summary>
internal static class FailureExplanation
{
    /// <summary>Explains the failure of a fact that cites observations; null if it cites none.</summary>
    /// <param name="configuration">What the fact is about.</param>
    /// <param name="cited">The observations.</param>
    /// <param name="seen">The transcript of an experiment; null if it was not run.</param>
    /// <param name="python">The interpreter, if the configuration needs one.</param>
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
            : $"No observation that it cites is broken on {configuration}:\n"
                + $"{string.Concat(rows.Select(Claim))}{Command(configuration, rows, python)}";
    }

    /// <summary>Explains broken verdicts of one configuration; null if there are none.</summary>
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
