namespace Observations;

/// <summary>What was seen of one observation in one column.</summary>
/// <param name="Observation">The row.</param>
/// <param name="Column">Runtime and start method.</param>
/// <param name="Seen">What was seen, in few words, or why nothing was.</param>
/// <param name="Holds">Whether it is what was expected; null where nothing is promised, or nothing could be
/// run.</param>
internal sealed record Verdict(Observation Observation, Configuration Column, string Seen, bool? Holds)
{
    public Expectation Expected => Observation.Expected[Column];
}
