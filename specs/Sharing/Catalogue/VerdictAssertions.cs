using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>
/// Verdicts hold or do not hold. A failure names the rows, their claims, what was specified and what was seen.
/// </summary>
internal sealed class VerdictAssertions(IReadOnlyList<Verdict> verdicts)
{
    /// <param name="python">The interpreter of the verdicts of CPython, for the command that shows them again.</param>
    public void AllHold(string? python)
    {
        verdicts.Count.Should().BePositive("there is something to judge");
        if (FailureExplanation.Of([.. verdicts.Where(verdict => verdict.Holds != true)], python) is { } explanation)
            Assert.Fail(explanation);
    }

    public void AllBeFalse()
    {
        verdicts.Count.Should().BePositive("there is something to judge");
        var blind = verdicts.Where(verdict => verdict.Holds != false).ToArray();
        if (blind.Length > 0)
        {
            Assert.Fail(
                "These still hold, of a transcript that breaks them:\n"
                    + string.Concat(blind.Select(FailureExplanation.Text)).TrimEnd('\n')
            );
        }
    }
}

internal static class VerdictAssertionsExtensions
{
    public static VerdictAssertions Should(this IEnumerable<Verdict> verdicts) => new([.. verdicts]);
}
