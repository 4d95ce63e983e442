using SharedState.Diagrams;

namespace SharedState.Book;

/// <summary>
/// The book: the matrix first, then a page for each program. Made of a checkout alone, and of one checkout always the
/// same.
/// </summary>
internal static class BookFiles
{
    /// <summary>Where it stands in the checkout.</summary>
    public const string Place = "snapshots";

    /// <summary>The folder of the pages.</summary>
    public const string Folder = "Book";

    /// <param name="checkout">What it is made of.</param>
    /// <param name="directory">Where it will stand; <see cref="Place"/> of the checkout if not said.</param>
    /// <exception cref="BadArgumentsException">Something of it is not there.</exception>
    public static IReadOnlyList<BookFile> Of(Checkout checkout, string? directory = null)
    {
        var contents = new Contents(checkout, directory ?? checkout.PathOf(Place));
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
