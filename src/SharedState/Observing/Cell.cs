using Observations;

namespace SharedState.Observing;

/// <summary>One observation in one column: what is specified, and what was seen here.</summary>
/// <param name="Column">Where.</param>
/// <param name="Expected">What is specified.</param>
/// <param name="Seen">What was seen; null where nothing was run.</param>
/// <param name="Holds">Whether it is what is specified; null where nothing is promised, or nothing was run.</param>
internal sealed record Cell(MatrixColumn Column, Expectation Expected, string? Seen, bool? Holds)
{
    public bool Ran => Seen is not null;

    public static Cell Of(Observation row, MatrixColumn column, Outcome? outcome)
    {
        var expected = row.Expected[column.Configuration];
        if (outcome is null || expected == Expectation.NotApplicable)
            return new(column, expected, null, null);
        if (outcome.Transcript is null)
            return new(column, expected, outcome.Failure, false);
        var verdict = row.Judge(column.Configuration, outcome.Transcript);
        return new(column, expected, verdict.Seen, verdict.Holds);
    }

    public override string ToString() =>
        (Ran, Holds) switch
        {
            (true, true) => $"✓ {Seen}",
            (true, false) => $"✗ {Seen}; specified: {Expected}",
            (true, null) => $"{Seen} ({Expected})",
            (false, _) when !Expected.IsPromise => $"{Expected}",
            (false, _) => $"{Expected} (not run here)",
        };
}
