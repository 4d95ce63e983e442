using System.Globalization;
using Book;
using Observations.Sources;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>What observations cite of the post is in the post, and the book quotes it.</summary>
public static class PostSpecs
{
    private static readonly string Text = BookFiles
        .Of(SourceTree.Checkout)
        .Single(file => file.Path == PostPage.File)
        .Text;

    private static IEnumerable<Post> Cited =>
        Observations.Catalogue.All.SelectMany(row => row.Sources).OfType<Post>().Distinct();

    [Fact]
    public static void Every_citation_is_in_one_section_of_the_post() =>
        Cited.Should().NotBeEmpty().And.OnlyContain(post => post.First <= post.Last && post.Section > 0);

    [Theory]
    [InlineData(83, 84, 1)]
    [InlineData(182, 182, 1)]
    [InlineData(439, 439, 3)]
    [InlineData(440, 440, 0)]
    [InlineData(8, 10, 0)]
    [InlineData(180, 190, 0)]
    public static void Lines_outside_of_a_section_are_seen(int first, int last, int section) =>
        new Post(first, last).Section.Should().Be(section);

    [Fact]
    public static void Every_cited_line_has_a_place_on_the_page()
    {
        var lines = Cited.SelectMany(post => Enumerable.Range(post.First, post.Last - post.First + 1));

        lines.Select(line => $"L{line}").Should().BeSubsetOf(new Page(Text).Anchors);
    }

    [Fact]
    public static void The_page_quotes_no_more_than_is_cited()
    {
        var quoted = SourceTree
            .Checkout.Read("src/Book/the-post.txt")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));

        quoted
            .Where(line => !Cited.Any(post => post.First <= line && line <= post.Last))
            .Should()
            .BeEmpty("the page is no copy of the post");
    }
}
