using System.Text;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>CPython's own tests of managers, run against our server in place of its own.</summary>
[CPythonTests]
public static class CPythonTestSuiteSpecs
{
    [Fact]
    public static async Task Everything_that_applies_passes()
    {
        using var judge = new CPythonTestSuite();

        var report = await judge.RunAsync();

        report.Where(line => line.Outcome == "failed").Should().BeEmpty();
        report.Count(line => line.Outcome == "passed").Should().BeGreaterThan(40);
    }

    [Fact]
    public static async Task What_does_not_apply_has_a_reason()
    {
        using var judge = new CPythonTestSuite();

        var report = await judge.RunAsync("WithManagerTestBarrier", "WithManagerTestSemaphore");

        report
            .Where(line => line.Outcome == "not applicable")
            .Select(line => $"{line.Test}: {line.Reason}")
            .Should()
            .Equal(
                "WithManagerTestBarrier.test_action: a barrier's action is a function of Python, which no .NET server can run",
                "WithManagerTestBarrier.test_thousand: test not appropriate for manager",
                "WithManagerTestSemaphore.test_timeout: test not appropriate for manager"
            );
    }

    /// <summary>The judge sees a fault.</summary>
    [Fact]
    public static async Task A_server_without_lists_fails()
    {
        using var judge = new CPythonTestSuite(server => server.Register("list", typeof(StringBuilder)));

        var report = await judge.RunAsync("WithManagerTestContainers");

        report
            .Where(line => line.Outcome == "failed")
            .Select(line => line.Test)
            .Should()
            .Contain("WithManagerTestContainers.test_list")
            .And.NotContain("WithManagerTestContainers.test_dict");
    }
}
