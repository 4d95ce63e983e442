using System.Text;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>CPython's own tests of managers, run against a .NET server instead of CPython's.</summary>
[CPythonTests]
public static class CPythonTestSuiteSpecs
{
    [Fact]
    public static async Task Every_applicable_test_passes()
    {
        using var suite = new CPythonTestSuite();

        var report = await suite.RunAsync();

        report.Where(line => line.Outcome == "failed").Should().BeEmpty();
        report.Count(line => line.Outcome == "passed").Should().BeGreaterThan(40);
    }

    [Fact]
    public static async Task Every_inapplicable_test_has_a_reason()
    {
        using var suite = new CPythonTestSuite();

        var report = await suite.RunAsync("WithManagerTestBarrier", "WithManagerTestSemaphore");

        report
            .Where(line => line.Outcome == "not applicable")
            .Select(line => $"{line.Test}: {line.Reason}")
            .Should()
            .Equal(
                "WithManagerTestBarrier.test_action: a .NET server cannot run a barrier's action, a Python function",
                "WithManagerTestBarrier.test_thousand: test not appropriate for manager",
                "WithManagerTestSemaphore.test_timeout: test not appropriate for manager"
            );
    }

    /// <summary>A negative control: the tests find a fault.</summary>
    [Fact]
    public static async Task A_server_without_lists_fails()
    {
        using var suite = new CPythonTestSuite(server => server.Register("list", typeof(StringBuilder)));

        var report = await suite.RunAsync("WithManagerTestContainers");

        report
            .Where(line => line.Outcome == "failed")
            .Select(line => line.Test)
            .Should()
            .Contain("WithManagerTestContainers.test_list")
            .And.NotContain("WithManagerTestContainers.test_dict");
    }
}
