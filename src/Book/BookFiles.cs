using SharedState.Diagrams;

namespace Book;

/// <summary>
/// The book: the matrix first, then the post and a page for each program. It is made of a checkout alone, and one
/// checkout always gives the same book.
/// </summary>
internal static class BookFiles
{
    /// <summary>Where it is in the checkout.</summary>
    public const string Place = "snapshots";

    /// <summary>The folder of the pages.</summary>
    public const string Folder = "Book";

    /// <param name="checkout">What it is made of.</param>
    /// <param name="directory">Where it will be; defaults to <see cref="Place"/> of the checkout.</param>
    /// <exception cref="BookException">A file is missing or mistaken.</exception>
    public static IReadOnlyList<BookFile> Of(Checkout checkout, string? directory = null)
    {
        var contents = new Contents(checkout, directory ?? checkout.PathOf(Place));
        return
        [
            new(MatrixPage.File, MatrixPage.Of(contents)),
            new(PostPage.File, PostPage.Of(contents, checkout)),
            .. contents.Topics.Select(topic => new BookFile(topic.Page, TopicPage.Of(contents, topic, checkout))),
            .. from topic in contents.Topics
            from snapshot in topic.Snapshots
            let diagram = snapshot.Diagram
            where diagram is not null
            select new BookFile(diagram, $"{Diagram.Of(snapshot.Title, snapshot.Transcript)}\n"),
        ];
    }
}
