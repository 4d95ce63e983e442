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

    public static Cell Of(Observation row, MatrixColumn column)
    {
        var expected = row.Expected[column.Column];
        if (row.Experiment is null || expected == Expectation.NotApplicable || column.WhyNot is not null)
            return new(column, expected, null, null);
        var verdict = column.Laboratory.Observe(row, column.Column);
        return new(column, expected, verdict.Seen.Split('\n')[0].TrimEnd('\r'), verdict.Holds);
    }

    public override string ToString() => (Ran, Holds) switch
    {
        (true, true) => $"✓ {Seen}",
        (true, false) => $"✗ {Seen}; specified: {Expected}",
        (true, null) => $"{Seen} ({Expected})",
        (false, _) when Expected == Expectation.NotApplicable => $"{Expected}",
        (false, _) => $"{Expected} (not run here)",
    };
}
