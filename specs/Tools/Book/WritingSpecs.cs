using Book;

namespace SharedStateSpecs.Tools.Book;

/// <summary>The program that writes the book, in a checkout and elsewhere.</summary>
public sealed class WritingSpecs : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("book-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void In_a_checkout_it_writes_the_book()
    {
        using var copy = new CheckoutCopy();
        var files = BookFiles.Of(copy.Checkout);
        copy.Write("snapshots/Book/former-page.md", "");

        var (exitCode, output, _) = Run(copy.Checkout.PathOf("specs"));

        output.Should().MatchRegex($"^{files.Count} files of the book are in .*snapshots\\.$");
        exitCode.Should().Be(0);
        files.Should().OnlyContain(file => copy.Checkout.Read($"snapshots/{file.Path}") == file.Text);
        copy.Checkout.Files("snapshots/Book", "")
            .Should()
            .HaveCount(files.Count - 1, "the first page is above, and no other file is left");
    }

    [Fact]
    public void Elsewhere_its_links_lead_to_the_checkout()
    {
        using var copy = new CheckoutCopy();
        var place = directory.CreateSubdirectory("a place");

        Run(copy.Checkout.Root, place.FullName);

        var links = new Page(File.ReadAllText(Path.Combine(place.FullName, "Book", "chunks.md"))).Links.Where(link =>
            link.Contains("../..")
        );
        links.Should().NotBeEmpty().And.OnlyContain(link => Path.Exists(Path.Combine(place.FullName, "Book", link)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--output")]
    [InlineData("one", "another")]
    public void Other_arguments_than_a_directory_are_refused(params string[] arguments)
    {
        using var copy = new CheckoutCopy();

        Run(copy.Checkout.Root, arguments)
            .Should()
            .Be((2, "", "book: Usage: dotnet run --project src/Book [-- DIRECTORY]"));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(directory.FullName, "taken");
        File.WriteAllText(file, "");

        using var copy = new CheckoutCopy();
        var (exitCode, _, error) = Run(copy.Checkout.Root, file);

        error.Should().MatchRegex("^book: The book cannot be written to .*taken: .* Choose another directory.$");
        exitCode.Should().Be(2);
    }

    [Fact]
    public void Outside_of_a_checkout_it_asks_for_one()
    {
        var (exitCode, output, error) = Run(directory.FullName);

        error
            .Should()
            .MatchRegex(
                "^book: The book is made of the files of a checkout of SharedStateSpecs, and '.*' is in none: "
                    + "run this inside a clone.$"
            );
        output.Should().BeEmpty();
        exitCode.Should().Be(2);
    }

    private static (int ExitCode, string Output, string Error) Run(string current, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (BookWriter.Run(current, arguments, output, error), $"{output}".TrimEnd(), $"{error}".TrimEnd());
    }
}
