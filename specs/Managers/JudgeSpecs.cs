namespace SharedStateSpecs.Managers;

/// <summary>CPython's own tests of managers, run against our server in place of its own.</summary>
[CPythonTests]
public static class JudgeSpecs
{
    [Fact]
    public static async Task Everything_that_applies_passes()
    {
        using var judge = new Judge();

        var report = await judge.RunAsync();

        report.Where(line => line.Outcome == "failed").Should().BeEmpty();
        report.Count(line => line.Outcome == "passed").Should().BeGreaterThan(40);
    }
}
