using SharedState;
using SharedState.Pages;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>
/// The file of a page has the old content or all of the new, and whether it can be written is known at once.
/// </summary>
public sealed class PageFileSpecs : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("pages-");

    private string Target => Path.Combine(directory.FullName, "page.html");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void It_replaces_an_old_one_at_the_end()
    {
        File.WriteAllText(Target, "old and longer");
        using (var file = PageFile.At(Target))
        {
            File.ReadAllText(Target).Should().Be("old and longer");
            file.Write("new");
        }

        File.ReadAllText(Target).Should().Be("new");
        directory.EnumerateFiles().Should().ContainSingle();
    }

    [Fact]
    public void A_page_that_is_never_written_leaves_no_file()
    {
        PageFile.At(Target).Dispose();

        directory.EnumerateFiles().Should().BeEmpty();
    }

    [Fact, Linux("links need a privilege on Windows.")]
    public void A_link_stays_a_link()
    {
        var link = Path.Combine(directory.FullName, "link.html");
        File.CreateSymbolicLink(link, Target);

        using (var file = PageFile.At(link))
            file.Write("new");

        new FileInfo(link).LinkTarget.Should().Be(Target);
        File.ReadAllText(Target).Should().Be("new");
    }

    [Theory, Linux("it has devices, and a directory in which no file can be created.")]
    [InlineData("/dev/null", "--html '/dev/null' is a device. Use the path of a file, such as observations.html.")]
    [InlineData(
        "/proc/page.html",
        "--html '/proc/page.html' cannot be written: no file can be created in its directory. Use another file."
    )]
    public void Another_place_is_refused(string path, string why)
    {
        var act = () => PageFile.At(path);

        act.Should().Throw<BadArgumentsException>().WithMessage(why);
        File.Exists("/dev/null").Should().BeTrue();
    }
}
