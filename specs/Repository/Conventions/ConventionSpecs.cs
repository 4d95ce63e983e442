using System.Reflection;
using System.Text.RegularExpressions;
using Observations;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>What a reader can rely on in every spec.</summary>
public static partial class ConventionSpecs
{
    private static readonly string[] ChaptersOfTheCatalogue = ["Globals", "Arguments", "Managers", "Additions"];
    private static readonly string[] OfEveryFact = ["Chapter", "OS", "Runtime"];

    [Fact]
    public static void A_class_named_after_a_start_method_has_its_trait() =>
        Specified
            .Where(one =>
                StartMethodInName().Match(one.Spec.Name) is { Success: true } name
                && !one.Traits["Start"].Contains(name.Value)
            )
            .Should()
            .BeEmpty("the name says so");

    [Fact]
    public static void A_class_named_after_CPython_has_its_trait() =>
        Specified
            .Where(one => one.Spec.Name.Contains("OnCPython") && !one.Traits["Runtime"].Contains("CPython"))
            .Should()
            .BeEmpty("the name says so");

    [Fact]
    public static void A_fact_has_at_most_one_start_method() =>
        Specified
            .Where(one => one.Traits["Start"].Count() > 1)
            .Should()
            .BeEmpty("it is skipped on a machine without that one");

    [Fact]
    public static void A_fact_has_one_chapter_one_system_and_one_runtime() =>
        Specified
            .Where(one => OfEveryFact.Any(trait => one.Traits[trait].Count() != 1))
            .Should()
            .BeEmpty("a matrix runs it in one place");

    [Fact]
    public static void A_fact_about_a_program_of_the_catalogue_has_its_start_method() =>
        Specified
            .Where(one => one.Spec.IsAssignableTo(typeof(ProgramSpecs)) && !one.Traits["Start"].Any())
            .Should()
            .BeEmpty("the program is run under one");

    [Fact]
    public static void A_fact_that_forks_needs_Linux() =>
        Specified
            .Where(one => one.Traits["Start"].Any(start => start != "Spawn") && !one.Traits["OS"].Contains("Linux"))
            .Should()
            .BeEmpty("no other system forks");

    [Fact]
    public static void Every_fact_of_a_chapter_of_the_catalogue_cites_its_observation() =>
        Specified
            .Where(one =>
                ChaptersOfTheCatalogue.Contains(SpecTraits.Chapter(one.Spec)) && !one.Traits["Observation"].Any()
            )
            .Should()
            .BeEmpty("a reader looks it up in the catalogue");

    [Fact]
    public static void Every_promise_of_the_catalogue_has_a_fact_of_its_runtime_and_start_method() =>
        Promises.Except(Specified.SelectMany(Cited)).Should().BeEmpty("a claim without a spec is a rumour");

    [Fact]
    public static void No_skip_is_written_into_a_spec() =>
        SourceTree
            .Facts.Where(found => found.Fact.GetCustomAttributesData().Any(HasSkip))
            .Should()
            .BeEmpty("an attribute computes the reason");

    [Fact]
    public static void A_name_has_at_most_sixteen_words() =>
        SourceTree
            .Facts.Where(found => found.Fact.Name.Split('_').Length > 16)
            .Should()
            .BeEmpty("it is read as a sentence");

    private static IEnumerable<(Type Spec, string Fact, ILookup<string, string> Traits)> Specified =>
        SourceTree.Facts.Select(found => (found.Spec, found.Fact.Name, SpecTraits.Of(found.Spec, found.Fact).Traits));

    private static IEnumerable<string> Promises =>
        from row in Observations.Catalogue.All
        from configuration in Configuration.All.Concat(Configuration.Mixed)
        where row.Expected[configuration].IsPromise
        select Promise(row.Number, $"{configuration.Runtime}", $"{configuration.StartMethod}", configuration.IsMixed);

    private static IEnumerable<string> Cited((Type, string, ILookup<string, string> Traits) one) =>
        from number in one.Traits["Observation"]
        from runtime in one.Traits["Runtime"]
        from startMethod in one.Traits["Start"]
        select Promise(number, runtime, startMethod, one.Traits["Server"].Any());

    private static string Promise(string number, string runtime, string startMethod, bool isMixed) =>
        $"{number} on {runtime} under {startMethod}{(isMixed ? ", served by the other runtime" : "")}";

    private static bool HasSkip(CustomAttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.MemberName == nameof(FactAttribute.Skip));

    [GeneratedRegex("(?<=Under)(Spawn|ForkServer|Fork)(?![a-z])")]
    private static partial Regex StartMethodInName();
}
