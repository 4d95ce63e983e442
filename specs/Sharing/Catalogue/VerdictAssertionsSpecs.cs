using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>A broken promise is named, with what was specified and what was seen.</summary>
public sealed class VerdictAssertionsSpecs : Specs
{
    [Fact]
    public void Verdicts_that_hold_pass() => Verdicts("main | [1, 4, 9, 16]").Should().AllHold(python: null);

    [Fact]
    public Task A_verdict_that_does_not_hold_is_named() =>
        Verify(Failure(() => Verdicts("main | [16, 9, 4, 1]").Should().AllHold(python: null)));

    [Fact]
    public Task A_verdict_that_holds_against_a_mutated_transcript_is_named() =>
        Verify(Failure(() => Verdicts("main | [1, 4, 9, 16]").Should().AllBeFalse()));

    [Fact]
    public void Nothing_to_judge_is_a_failure()
    {
        var none = Array.Empty<Verdict>();

        none.Invoking(verdicts => verdicts.Should().AllHold(python: null)).Should().Throw<Exception>();
        none.Invoking(verdicts => verdicts.Should().AllBeFalse()).Should().Throw<Exception>();
    }

    private static IEnumerable<Verdict> Verdicts(string transcript) =>
        Observations
            .Catalogue.All.Where(row => row.Number == "G04")
            .Select(row => row.Judge(new(Runtime.DotNet, StartMethod.Spawn), Transcript.Parse(transcript)));

    private static string Failure(Action act) => Record.Exception(act).Message;
}
