using Book;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>The book in snapshots/ is what its sources say.</summary>
public static class BookSpecs
{
    [Fact]
    public static void No_page_is_stale() =>
        BookFiles
            .Of(SourceTree.Checkout)
            .Where(file => !IsCommitted(file))
            .Select(file => file.Path)
            .Should()
            .BeEmpty("the book is written by `{0}`: run it, read what changed, and commit it", BookWriter.Command);

    [Fact]
    public static void The_book_is_the_same_each_time() =>
        BookFiles.Of(SourceTree.Checkout).Should().Equal(BookFiles.Of(new Checkout(SourceTree.Root)));

    [Fact]
    public static void Every_transcript_of_a_chapter_is_on_a_page()
    {
        var topics = Topic.In(SourceTree.Checkout).ToList();
        var chapters = topics.Select(topic => $"{topic.Chapter}/");

        SourceTree
            .Snapshots.Keys.Where(name => chapters.Any(name.StartsWith))
            .Select(name => $"snapshots/{name}")
            .Except(topics.SelectMany(topic => topic.Snapshots).Select(snapshot => snapshot.File))
            .Should()
            .BeEmpty("its fact has an attribute that names the experiment");
    }

    [Fact]
    public static void No_transcript_shows_something_else_than_is_specified() =>
        (
            from topic in Topic.In(SourceTree.Checkout)
            from snapshot in topic.Snapshots
            from row in topic.Rows
            where snapshot.Shows(row) == false
            select $"{row.Number} {row.Claim} {snapshot.File}"
        )
            .Should()
            .BeEmpty();

    [Fact]
    public static void Most_observations_are_seen_in_a_transcript() =>
        Topic
            .In(SourceTree.Checkout)
            .SelectMany(
                topic => topic.Rows,
                (topic, row) => topic.Snapshots.Any(snapshot => snapshot.Shows(row) == true)
            )
            .Count(seen => seen)
            .Should()
            .BeGreaterThan(Observations.Catalogue.All.Count / 2);

    private static bool IsCommitted(BookFile file)
    {
        var path = Path.Combine(SourceTree.PathOf(BookFiles.Place), file.Path);
        return File.Exists(path) && File.ReadAllText(path) == file.Text;
    }
}
