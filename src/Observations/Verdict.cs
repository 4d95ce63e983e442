namespace Observations;

/// <summary>What was seen of one observation in one configuration.</summary>
/// <param name="Observation">The row.</param>
/// <param name="Configuration">Runtime and start method.</param>
/// <param name="Seen">What the transcript shows, in a few words.</param>
/// <param name="Holds">Whether it is what was expected; null where nothing is promised, or nothing could be
/// run.</param>
internal sealed record Verdict(Observation Observation, Configuration Configuration, string Seen, bool? Holds)
{
    public Expectation Expected => Observation.Expected[Configuration];
}
