using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Multiprocessing.Analyzers;
using Document = SharedStateSpecs.Repository.Documents.Document;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>The table of rules: what each says of itself.</summary>
public static partial class RuleTableSpecs
{
    private const string Readme = "src/Multiprocessing.Analyzers/README.md";
    private const int FewestCases = 15;

    private static readonly DiagnosticDescriptor[] All =
    [
        .. typeof(Rules)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>(),
    ];

    [Fact]
    public static void Every_rule_cites_observations_of_the_catalogue() =>
        All.Where(rule =>
                Cited(rule) is not { Count: > 0 } cited
                || cited.Any(number => global::Observations.Catalogue.All.All(row => row.Number != number))
            )
            .Should()
            .BeEmpty("a rule is a law that was observed");

    [Fact]
    public static void Every_rule_links_to_the_page_that_shows_its_first_observation() =>
        All.Where(rule =>
                !new Document("README.md", "").Leads(rule.HelpLinkUri)
                || !rule.HelpLinkUri.EndsWith($"#{Anchor(Cited(rule)[0])}", StringComparison.Ordinal)
            )
            .Should()
            .BeEmpty();

    [Fact]
    public static void Every_rule_belongs_to_an_analyzer() =>
        Analysis
            .Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Distinct()
            .Should()
            .BeEquivalentTo(All);

    [Fact]
    public static void Every_rule_has_a_number_of_its_own() =>
        All.Select(rule => rule.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(id => Number().IsMatch(id));

    [Fact]
    public static void Every_rule_has_fifteen_cases_or_more_of_both_kinds() =>
        All.Where(rule =>
                AnalyzedCases.All.Where(one => one.Key.Rule == rule.Id).ToList() is var cases
                && (
                    cases.Count < FewestCases
                    || cases.All(one => one.Value.Source.Marked.Count == 0)
                    || cases.All(one => one.Value.Source.Marked.Count > 0)
                )
            )
            .Should()
            .BeEmpty();

    [Fact]
    public static void The_page_of_the_rules_lists_each_as_it_is() =>
        Rows().Matches(Document.Read(Readme).Text).Select(row => row.Value).Should().Equal(All.Select(Row));

    private static string Row(DiagnosticDescriptor rule) =>
        $"| `{rule.Id}` | {rule.DefaultSeverity.ToString().ToLowerInvariant()} "
        + $"| {rule.Title.ToString(CultureInfo.InvariantCulture)}. "
        + $"{rule.Description.ToString(CultureInfo.InvariantCulture)} "
        + $"| [{string.Join(", ", Cited(rule))}](../../{rule.HelpLinkUri}) |";

    private static List<string> Cited(DiagnosticDescriptor rule) =>
        [.. rule.CustomTags.Where(tag => tag != WellKnownDiagnosticTags.CompilationEnd)];

    private static string Anchor(string number) => number.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex("^MP1[0-9]{3}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\| `MP.*$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
