namespace Observations;

/// <summary>One observation in one configuration: what is specified, and what was seen.</summary>
/// <param name="Observation">The observation.</param>
/// <param name="Configuration">Runtime and start method.</param>
/// <param name="Seen">What was seen, in a few words, or how the program failed; null if nothing was seen.</param>
/// <param name="Holds">Whether that is what is specified; null if nothing is promised, or nothing was seen.</param>
/// <param name="TimedOut">Whether nothing was seen because the program did not end in time.</param>
internal sealed record Verdict(
    Observation Observation,
    Configuration Configuration,
    string? Seen,
    bool? Holds,
    bool TimedOut = false
)
{
    /// <summary>What is said of a program that did not end in time: neither that the claim holds nor the
    /// opposite.</summary>
    public const string NotSeen = "not seen: timed out";

    public Expectation Expected => Observation.Expected[Configuration];

    public bool Ran => Seen is not null;

    public override string ToString() =>
        (Ran, Holds) switch
        {
            (true, true) => $"✓ {Seen}",
            (true, false) => $"✗ {Seen}; specified: {Expected}",
            (true, null) => $"{Seen} ({Expected})",
            (false, _) when TimedOut => $"? {NotSeen}; specified: {Expected}",
            (false, _) when !Expected.IsPromise => $"{Expected}",
            (false, _) => $"{Expected} (not run here)",
        };
}
