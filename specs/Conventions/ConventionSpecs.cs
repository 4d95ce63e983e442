using System.Reflection;
using System.Text.RegularExpressions;
using Observations;

namespace SharedStateSpecs.Conventions;

/// <summary>What a reader may rely on in every spec.</summary>
public static partial class ConventionSpecs
{
    private static readonly string[] ChaptersOfThePost = ["Globals", "Arguments"];

    [Fact]
    public static void A_class_that_is_named_for_a_start_method_has_its_trait() =>
        Specified.Where(one => StartMethodInName().Match(one.Spec.Name) is { Success: true } name && !one.Traits["Start"].Contains(name.Value))
            .Should().BeEmpty("the name says so");

    [Fact]
    public static void A_class_that_is_named_for_CPython_has_its_trait() =>
        Specified.Where(one => one.Spec.Name.Contains("OnCPython") && !one.Traits["Runtime"].Contains("CPython"))
            .Should().BeEmpty("the name says so");

    [Fact]
    public static void A_fact_has_one_start_method_at_most() =>
        Specified.Where(one => one.Traits["Start"].Count() > 1)
            .Should().BeEmpty("it is skipped where the machine lacks that one");

    [Fact]
    public static void Every_fact_of_a_chapter_of_the_post_cites_its_observation() =>
        Specified.Where(one => ChaptersOfThePost.Contains(SpecTraits.Chapter(one.Spec)) && !one.Traits["Observation"].Any())
            .Should().BeEmpty("a reader wants to find it in the catalogue");

    [Fact]
    public static void Every_promise_of_the_catalogue_is_specified() =>
        Observations.Catalogue.All.Where(row => Column.All.Any(column => row.Expected[column].IsPromise)).Select(row => row.Number)
            .Except(Specified.SelectMany(one => one.Traits["Observation"]))
            .Should().BeEmpty("a claim without a spec is a rumour");

    [Fact]
    public static void No_skip_is_written_into_a_spec() =>
        Repository.Facts.Where(found => found.Fact.GetCustomAttributesData().Any(HasSkip))
            .Should().BeEmpty("an attribute computes the true reason");

    [Fact]
    public static void A_name_has_sixteen_words_at_most() =>
        Repository.Facts.Where(found => found.Fact.Name.Split('_').Length > 16)
            .Should().BeEmpty("it is read as a sentence");

    private static IEnumerable<(Type Spec, string Fact, ILookup<string, string> Traits)> Specified =>
        Repository.Facts.Select(found => (found.Spec, found.Fact.Name, SpecTraits.Of(found.Spec, found.Fact).Traits));

    private static bool HasSkip(CustomAttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.MemberName == nameof(FactAttribute.Skip));

    [GeneratedRegex("(?<=Under)(Spawn|Fork|ForkServer)(?![a-z])")]
    private static partial Regex StartMethodInName();
}
