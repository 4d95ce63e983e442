using System.Text.RegularExpressions;
using Book;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>The sources of the book: changing one changes the pages, and a missing one is named.</summary>
public sealed partial class SourceSpecs : IDisposable
{
    private const string Chunks = "Book/chunks.md";
    private const string Explanation = "src/Observations/Arguments/Chunks.md";
    private const string Transcript =
        "snapshots/Sharing/Arguments/ChunkSpecs.UnderAnyStartMethod.Items_of_one_chunk_share_one_copy.verified.txt";

    private readonly CheckoutCopy copy = new();

    public void Dispose() => copy.Dispose();

    [Fact]
    public void A_copy_has_the_same_book() =>
        BookFiles.Of(copy.Checkout).Should().Equal(BookFiles.Of(SourceTree.Checkout));

    [Fact]
    public void A_transcript_that_shows_something_else_turns_its_page_false()
    {
        copy.Change(Transcript, "9, 100, 101]", "9, 101]");

        PageOf(Chunks).Should().Contain("✗ **The transcript shows something else.**");
        PageOf("Book/copies.md").Should().NotContain("✗");
    }

    [Fact]
    public void The_lines_of_a_program_are_those_of_its_files()
    {
        copy.Change("src/Observations/Arguments/Chunks.cs", "data.Add(x);", "data.Insert(0, x);");
        copy.Change("src/Observations/Arguments/chunks.py", "data.append(x)", "data.insert(0, x)");

        PageOf(Chunks).Should().Contain("    data.Insert(0, x);").And.Contain("    data.insert(0, x)");
    }

    [Fact]
    public void A_program_can_be_copied_from_its_page()
    {
        var code = Fence()
            .Matches(PageOf("Book/lost-work.md"))
            .ToLookup(block => block.Groups["language"].Value, block => block.Groups["code"].Value);
        var python = copy.Checkout.Read("src/Observations/Arguments/lost_work.py");
        var csharp = copy.Checkout.Read("src/Observations/Arguments/LostWork.cs");

        python.Should().EndWith($"\n\n{code["python"].Single()}\n");
        Indent().Replace(csharp, "").Should().Contain(Indent().Replace(code["csharp"].Single(), "") + "\n}");
        code["csharp"].Single().Should().StartWith("public static void Main(StartMethod startMethod)\n{\n    using");
    }

    [Fact]
    public void A_page_of_what_only_DotNet_has_says_why_it_shows_no_program_in_Python() =>
        PageOf("Book/item-outcomes.md")
            .Should()
            .Contain("```csharp")
            .And.NotContain("```python")
            .And.Contain("no program in Python, because CPython's `multiprocessing` has no such form");

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indent();

    [Fact]
    public void An_explanation_is_read_and_its_numbers_are_links()
    {
        copy.Write(Explanation, "# Pieces\n\nAs in S2.04.\n\n## G02\n\nFour a worker.\n");

        PageOf(Chunks)
            .Should()
            .Contain("# Pieces\n")
            .And.Contain("As in [S2.04](argument-passing.md#s204).")
            .And.Contain("Four a worker.");
    }

    [Fact]
    public void An_explanation_that_is_missing_is_named()
    {
        File.Delete(copy.Checkout.PathOf(Explanation));

        Failure()
            .Should()
            .Be($"The book needs {Explanation}, which is not in {copy.Checkout.Root}: add or restore it.");
    }

    [Fact]
    public void An_explanation_without_a_title_is_named()
    {
        copy.Write(Explanation, "Chunks are pieces.\n");

        Failure().Should().Be($"{Explanation} has no title: start it with '# …'.");
    }

    [Fact]
    public void An_explanation_of_no_observation_is_named()
    {
        copy.Change(Explanation, "## G02", "## G99");

        Failure()
            .Should()
            .Be($"{Explanation} has a section 'G99', which is not an observation: use the number of one.");
    }

    [Fact]
    public void An_observation_that_no_page_explains_is_named()
    {
        copy.Change("src/Observations/Arguments/ArgumentPassing.md", "## S2.08", "## S2.05");

        Failure().Should().StartWith("No page explains S2.08: add a section '## S2.08' to a file such as ");
    }

    [Fact]
    public void A_transcript_that_was_never_accepted_is_named()
    {
        File.Delete(copy.Checkout.PathOf(Transcript));

        Failure().Should().StartWith($"The book needs {Transcript}");
    }

    private string PageOf(string path) => BookFiles.Of(copy.Checkout).Single(file => file.Path == path).Text;

    private string Failure() =>
        copy.Checkout.Invoking(checkout => BookFiles.Of(checkout)).Should().Throw<BookException>().Which.Message;
}
