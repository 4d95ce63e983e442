using SharedState.Book;
using SharedStateSpecs.Tools.Book;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>`sharedstate book`, in a checkout and elsewhere.</summary>
public sealed class BookSpecs : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("book-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task In_a_checkout_it_writes_the_book()
    {
        using var copy = new CheckoutCopy();
        var files = BookFiles.Of(copy.Checkout);
        copy.Write("snapshots/Book/of-an-earlier-time.md", "");

        var command = await Command.RunIn(copy.Checkout.PathOf("specs"), "book");

        command.Output.Trim().Should().MatchRegex($"^{files.Count} files of the book are in .*snapshots\\.$");
        command.ExitCode.Should().Be(0);
        files.Should().OnlyContain(file => copy.Checkout.Read($"snapshots/{file.Path}") == file.Text);
        copy.Checkout.Files("snapshots/Book", "")
            .Should()
            .HaveCount(files.Count - 1, "the first page stands above, and no other file is left");
    }

    [Fact]
    public async Task Elsewhere_its_links_lead_to_the_checkout()
    {
        using var copy = new CheckoutCopy();
        var place = directory.CreateSubdirectory("a place");

        await Command.RunIn(copy.Checkout.Root, "book", "--output", place.FullName);

        var links = new Page(
            await File.ReadAllTextAsync(Path.Combine(place.FullName, "Book", "chunks.md"))
        ).Links.Where(link => link.Contains("../.."));
        links.Should().NotBeEmpty().And.OnlyContain(link => Path.Exists(Path.Combine(place.FullName, "Book", link)));
    }

    [Fact]
    public async Task An_empty_name_of_a_directory_is_refused()
    {
        using var copy = new CheckoutCopy();

        (await Command.RunIn(copy.Checkout.Root, "book", "--output", ""))
            .Should()
            .Be(
                new Command(
                    2,
                    "",
                    $"sharedstate: --output needs a directory: name one, such as ../book.{Environment.NewLine}"
                )
            );
    }

    [Fact]
    public async Task Where_it_cannot_write_it_says_so_in_one_line()
    {
        var file = Path.Combine(directory.FullName, "taken");
        await File.WriteAllTextAsync(file, "");

        using var copy = new CheckoutCopy();
        var command = await Command.RunIn(copy.Checkout.Root, "book", "--output", file);

        command
            .Error.ReplaceLineEndings("\n")
            .Should()
            .MatchRegex(
                "^sharedstate: The book cannot be written to .*taken: .* Name another directory by --output.\n$"
            );
        command.ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Outside_of_one_it_says_so_in_one_line()
    {
        var command = await Command.RunIn(directory.FullName, "book");

        command
            .Error.ReplaceLineEndings("\n")
            .Should()
            .MatchRegex(
                "^sharedstate: The book is made of the files of a checkout of SharedStateSpecs, and '.*' is in none: clone it and run this inside.\n$"
            );
        command.Output.Should().BeEmpty();
        command.ExitCode.Should().Be(2);
    }
}
