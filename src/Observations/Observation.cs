using Multiprocessing.Testing;

namespace Observations;

/// <summary>One row of the catalogue: a claim about what processes share, and how to see whether it holds.</summary>
/// <param name="Number">Its number, which never changes: <c>S1.16</c>.</param>
/// <param name="Chapter">Where it belongs.</param>
/// <param name="Claim">The claim in one sentence.</param>
/// <param name="Source">Where it comes from: lines of the post (<c>L117</c>), CPython's documentation or
/// source.</param>
/// <param name="Expected">What is to be seen in each column.</param>
internal sealed record Observation(string Number, Chapter Chapter, string Claim, string Source, Expected Expected)
{
    /// <summary>
    /// The experiment that shows it; null where nothing is promised anywhere, so that there is nothing to run.
    /// </summary>
    public Experiment? Experiment { get; init; }

    /// <summary>What a transcript of the experiment shows, in few words.</summary>
    public Func<Transcript, string>? Read { get; init; }

    /// <summary>What the transcript shows, beside what was expected.</summary>
    public Verdict Judge(Configuration configuration, Transcript transcript)
    {
        var seen = Read is null ? "nothing to see" : Read(transcript);
        var expected = Expected[configuration];
        return new(this, configuration, seen, expected.IsPromise ? seen == expected.Text : null);
    }
}
