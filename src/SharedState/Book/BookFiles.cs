using SharedState.Diagrams;

namespace SharedState.Book;

/// <summary>The book: the matrix first, then a page for each program. Made of a checkout alone, and of one checkout always the same.</summary>
internal static class BookFiles
{
    /// <summary>Where it stands in the checkout.</summary>
    public const string Place = "snapshots";

    /// <summary>The folder of the pages.</summary>
    public const string Folder = "Book";

    /// <exception cref="BadArgumentsException">Something of it is not there.</exception>
    public static IReadOnlyList<BookFile> Of(Checkout checkout)
    {
        var contents = new Contents(checkout);
        return
        [
            new("README.md", MatrixPage.Of(contents)),
            .. contents.Topics.Select(topic => new BookFile(topic.Page, TopicPage.Of(contents, topic, checkout))),
            .. from topic in contents.Topics
               from snapshot in topic.Snapshots
               let diagram = snapshot.Diagram
               where diagram is not null
               select new BookFile(diagram, $"{Diagram.Of(snapshot.Title, snapshot.Transcript)}\n"),
        ];
    }
}
