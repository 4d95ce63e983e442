using System.CommandLine;

namespace SharedState.Book;

/// <summary><c>sharedstate book</c>: writes the book from the checkout in which it is run.</summary>
internal sealed class BookCommand : Verb
{
    private readonly Option<string?> output = new("--output")
    {
        Description = $"Where to write it. [default: {BookFiles.Place} of the checkout]",
        HelpName = "DIR",
    };

    public BookCommand()
        : base(
            "book",
            "Writes the book of what processes share: the catalogue, its programs and the verified transcripts, as Markdown. Runs no program."
        )
    {
        Add(output);
        SetAction(Write);
    }

    public override IReadOnlyList<string> Examples => ["book", "book --output ../book"];

    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [
            (ExitCode.AllHolds, "the book is written"),
            (ExitCode.BadArguments, "it is not run in a checkout, or cannot write there"),
        ];

    private int Write(ParseResult asked)
    {
        var checkout = Checkout.Around(Directory.GetCurrentDirectory());
        var elsewhere = asked.GetValue(output);
        if (string.IsNullOrWhiteSpace(elsewhere ?? "."))
            throw new BadArgumentsException($"{output.Name} needs a directory: name one, such as ../book.");
        var directory = elsewhere is null ? checkout.PathOf(BookFiles.Place) : Path.GetFullPath(elsewhere);
        var files = BookFiles.Of(checkout, directory);
        try
        {
            foreach (var file in files)
            {
                var at = Path.Combine(directory, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(at)!);
                File.WriteAllText(at, file.Text);
            }

            if (elsewhere is null)
                DeleteLeftovers(checkout, files);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentsException(
                $"The book cannot be written to {directory}: {failure.Message} Name another directory by {output.Name}."
            );
        }

        Console.WriteLine($"{files.Count} files of the book are in {directory}.");
        return ExitCode.AllHolds;
    }

    /// <summary>
    /// What stands in the book's folder and was a page once. Elsewhere such a folder may be somebody's own.
    /// </summary>
    private static void DeleteLeftovers(Checkout checkout, IEnumerable<BookFile> files)
    {
        foreach (
            var leftover in checkout
                .Files($"{BookFiles.Place}/{BookFiles.Folder}", "")
                .Except(files.Select(file => $"{BookFiles.Place}/{file.Path}"))
        )
        {
            File.Delete(checkout.PathOf(leftover));
        }
    }
}
