using System.Reflection;
using Book;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>Every link of the book leads somewhere, and every picture has a text.</summary>
public static class LinkSpecs
{
    private static readonly Dictionary<string, Page> Pages = BookFiles
        .Of(SourceTree.Checkout)
        .Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal))
        .ToDictionary(file => Absolute(file.Path), file => new Page(file.Text));

    [Fact]
    public static void Every_link_leads_to_a_file_and_a_place_on_it() =>
        Pages
            .SelectMany(page => page.Value.Links, (page, link) => (page.Key, link))
            .Where(found => !Leads(found.Key, found.link))
            .Should()
            .BeEmpty();

    [Fact]
    public static void Every_observation_has_a_link_in_the_matrix() =>
        Observations
            .Catalogue.All.Select(row => row.Number.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant())
            .Should()
            .BeSubsetOf(Pages[Absolute("README.md")].Links.Select(link => link.Split('#')[^1]));

    [Theory]
    [InlineData("My global is empty in the worker", "s102 s110 s202 s131")]
    [InlineData("It works on one machine and finds nothing on another", "g14 s131 s110")]
    [InlineData("My append is lost", "s118 s133 s207 s306")]
    [InlineData("My counter is too low", "s117 s134 s319")]
    [InlineData("Equal ids, nothing shared", "s132 s133 s109 s210 s208")]
    [InlineData("A worker sees what I changed after the call", "s213")]
    [InlineData("Every worker has its own copy of a large table", "s102 s203 s139 n04")]
    [InlineData("A task never returns", "n03")]
    [InlineData("The pool hangs", "s215 s321 g21 g08")]
    public static void A_symptom_leads_to_the_observations_that_explain_it(string symptom, string observations)
    {
        var text = File.ReadAllText(Absolute("README.md"));
        var line = text.Split('\n').Single(line => line.StartsWith($"| {symptom} |", StringComparison.Ordinal));

        new Page(line).Links.Select(link => link.Split('#')[1]).Should().Equal(observations.Split(' '));
        text.IndexOf(line, StringComparison.Ordinal)
            .Should()
            .BeLessThan(text.IndexOf("[G01]", StringComparison.Ordinal));
    }

    [Fact]
    public static void Every_symptom_of_the_index_is_checked() =>
        typeof(LinkSpecs)
            .GetMethod(nameof(A_symptom_leads_to_the_observations_that_explain_it))!
            .GetCustomAttributes<InlineDataAttribute>()
            .Select(data => data.GetData(null!).Single()[0])
            .Should()
            .Equal(Symptoms.All.Select(symptom => symptom.Seen));

    [Fact]
    public static void Every_page_is_reached_from_the_first() =>
        Pages
            .Keys.Should()
            .BeSubsetOf(
                Pages[Absolute("README.md")]
                    .Links.Select(link => Absolute(link.Split('#')[0]))
                    .Append(Absolute("README.md"))
            );

    [Fact]
    public static void Every_picture_has_a_text() =>
        Pages.SelectMany(page => page.Value.PicturesWithoutText).Should().BeEmpty();

    [Theory]
    [InlineData("Book/chunks.md#s205", true)]
    [InlineData("../README.md", true)]
    [InlineData("https://docs.python.org/3/library/multiprocessing.html", true)]
    [InlineData("Book/chunks.md#s999", false)]
    [InlineData("Book/no-such-page.md", false)]
    [InlineData("https://example.org/", false)]
    public static void A_link_that_leads_nowhere_is_seen(string link, bool leads) =>
        Leads(Absolute("README.md"), link).Should().Be(leads);

    private static bool Leads(string page, string link)
    {
        if (link.Contains("://"))
            return Page.IsOnTheWeb(link);
        var (target, anchor) = SourceTree.Follow(page, link);
        return Path.Exists(target)
            && (anchor is null || (Pages.TryGetValue(target, out var there) && there.Anchors.Contains(anchor)));
    }

    private static string Absolute(string file) =>
        Path.GetFullPath(Path.Combine(SourceTree.PathOf(BookFiles.Place), file));
}
