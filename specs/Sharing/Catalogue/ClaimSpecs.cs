using System.Reflection;
using System.Xml.Linq;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>The comment on a fact of a chapter is what its observations claim, in the catalogue's words.</summary>
public static class ClaimSpecs
{
    private static readonly string[] Chapters = ["Globals", "Arguments", "Managers", "Additions"];

    private static readonly Dictionary<string, string> Comments = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "SharedStateSpecs.xml"))
        .Descendants("member")
        .ToDictionary(member => (string)member.Attribute("name")!, member => (string?)member.Element("summary") ?? "");

    [Fact]
    public static void The_comment_on_a_fact_is_the_claims_of_its_observations() =>
        SourceTree
            .Facts.Where(found => Chapters.Contains(SpecTraits.Chapter(found.Spec)))
            .Select(found => found.Fact)
            .Where(fact => !Says(CommentOn(fact), NumbersOf(fact)))
            .Select(fact => $"{fact.DeclaringType}.{fact.Name}: /// <summary>{ClaimsOf(NumbersOf(fact))}</summary>")
            .Distinct()
            .Should()
            .BeEmpty("a reader of the fact needs no other file to know what it is about");

    [Theory]
    [InlineData("S1.01: Main runs the module once.", true)]
    [InlineData("\n    S1.01: Main runs\n    the module once.\n", true)]
    [InlineData("S1.01: Main runs the module twice.", false)]
    [InlineData("S1.30: Main runs the module once.", false)]
    [InlineData("", false)]
    public static void Another_claim_is_seen(string comment, bool isClaim) =>
        Says(comment, ["S1.01"]).Should().Be(isClaim);

    private static bool Says(string comment, IEnumerable<string> numbers) =>
        string.Join(' ', comment.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) == ClaimsOf(numbers);

    private static string ClaimsOf(IEnumerable<string> numbers) =>
        string.Join(
            ' ',
            from number in numbers
            select $"{number}: {Observations.Catalogue.All.Single(row => row.Number == number).Claim}"
        );

    private static IEnumerable<string> NumbersOf(MethodInfo fact) =>
        fact.GetCustomAttributes<ObservationAttribute>().SelectMany(attribute => attribute.Numbers);

    private static string CommentOn(MethodInfo fact) =>
        Comments.GetValueOrDefault($"M:{fact.DeclaringType!.FullName!.Replace('+', '.')}.{fact.Name}", "");
}
