using System.Text.RegularExpressions;
using System.Xml.Linq;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Workflows;

/// <summary>The permissions of the workflows, and that they run every fact.</summary>
public static partial class WorkflowSpecs
{
    [Theory]
    [InlineData("ubuntu-latest", "OS=Any|OS=Linux")]
    [InlineData("windows-latest", "OS=Any")]
    [InlineData("macos-latest", "OS=Any")]
    public static void A_fact_runs_once_on_each_system_that_it_is_for(string system, string has) =>
        Facts
            .Where(fact =>
                Workflows.Matrix()[system].Count(part => part.Selects(fact.Traits))
                != (new Filter(has).Selects(fact.Traits) ? 1 : 0)
            )
            .Should()
            .BeEmpty();

    [Theory]
    [InlineData("Start=Fork", true)]
    [InlineData("Start!=Fork", false)]
    [InlineData("Start=Spawn|Start=Fork", true)]
    [InlineData("OS=Any&Start=Fork", false)]
    [InlineData("Soak!=true&Start=Fork", true)]
    public static void A_filter_selects_by_traits(string filter, bool selects) =>
        new Filter(filter)
            .Selects(new[] { ("Start", "Fork"), ("OS", "Linux") }.ToLookup(trait => trait.Item1, trait => trait.Item2))
            .Should()
            .Be(selects);

    [Fact]
    public static void A_workflow_has_permission_only_to_read() =>
        Workflows
            .Texts.Values.Should()
            .OnlyContain(text =>
                Permissions().Count(text) == 1 && text.Contains("\npermissions:\n  contents: read\n\n")
            );

    [Fact]
    public static void A_job_has_a_time_limit() =>
        Workflows.Jobs().Where(job => !job.Lines.Any(line => TimeLimit().IsMatch(line))).Should().BeEmpty();

    [Fact]
    public static void A_job_that_runs_specs_gives_them_more_time_than_a_developer_does() =>
        Workflows
            .Jobs()
            .Where(job =>
                job.Lines.Any(line => line.Contains("dotnet test") || line.Contains(".ci/run"))
                && !job.Lines.Any(line => line.Contains("MULTIPROCESSING_TIMEOUT_MULTIPLIER: "))
            )
            .Select(job => job.Name)
            .Should()
            .BeEmpty();

    [Fact]
    public static void What_becomes_known_of_a_package_does_not_fail_a_build() =>
        XDocument
            .Parse(SourceTree.Checkout.Read("Directory.Build.props"))
            .Descendants("WarningsNotAsErrors")
            .Single()
            .Value.Split(';')
            .Should()
            .Contain(["NU1901", "NU1902", "NU1903", "NU1904"]);

    [Fact]
    public static void An_action_is_pinned_to_a_commit() =>
        Workflows
            .Texts.Values.SelectMany(text => Action().Matches(text))
            .Select(action => action.Groups[1].Value)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(action => Commit().IsMatch(action), "a tag can be moved");

    [Fact]
    public static void The_jobs_are_found() =>
        Workflows
            .Jobs()
            .Select(job => job.Name)
            .Should()
            .Contain(["ci.yml: specs", "ci.yml: checks", "soak.yml: soak"]);

    private static IEnumerable<(string Name, ILookup<string, string> Traits)> Facts =>
        SourceTree.Facts.Select(found =>
            ($"{found.Spec}.{found.Fact.Name}", SpecTraits.Of(found.Spec, found.Fact).Traits)
        );

    [GeneratedRegex("permissions:")]
    private static partial Regex Permissions();

    [GeneratedRegex(@"^    timeout-minutes: \d+$")]
    private static partial Regex TimeLimit();

    [GeneratedRegex("uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Action();

    [GeneratedRegex("^[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$")]
    private static partial Regex Commit();
}
