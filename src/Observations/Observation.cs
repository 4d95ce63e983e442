using Multiprocessing.Testing;
using Observations.Sources;

namespace Observations;

/// <summary>One row of the catalogue: a claim about what processes share, and how to check it.</summary>
/// <param name="Number">Its number, which never changes: <c>S1.16</c>.</param>
/// <param name="Chapter">Where it belongs.</param>
/// <param name="Claim">The claim in one sentence.</param>
/// <param name="Sources">Where it comes from.</param>
/// <param name="Expected">What is expected in each configuration.</param>
internal sealed record Observation(
    string Number,
    Chapter Chapter,
    string Claim,
    IReadOnlyList<Source> Sources,
    Expected Expected
)
{
    /// <summary>
    /// The experiment that shows it; null where nothing is promised anywhere, so that there is nothing to run.
    /// </summary>
    public Experiment? Experiment { get; init; }

    /// <summary>What a transcript of the experiment shows, in a few words.</summary>
    public Func<Transcript, string>? Read { get; init; }

    /// <summary>Compares what the transcript shows with what is expected.</summary>
    public Verdict Judge(Configuration configuration, Transcript transcript)
    {
        var seen = Read is null ? "nothing to see" : Read(transcript);
        var expected = Expected[configuration];
        return new(this, configuration, seen, expected.IsPromise ? seen == expected.Text : null);
    }
}
