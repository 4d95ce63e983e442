using System.Diagnostics;
using System.Text.RegularExpressions;
using Book;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The files in snapshots/ belong to the specs and are the same on every machine.</summary>
public static partial class SnapshotSpecs
{
    [Fact]
    public static void Every_snapshot_belongs_to_a_spec()
    {
        var known = SourceTree.Facts.SelectMany(found =>
            new[] { found.Spec, found.Fact.DeclaringType! }.Select(spec =>
                Regex.Escape($"{SpecTraits.Folder(spec)}/{SnapshotConventions.TypeName(spec)}.{found.Fact.Name}")
            )
        );
        var pattern = new Regex(
            $"^({string.Join('|', known.Concat(NamesInSources()))})(_[^/]*=[^/]*)?\\.verified\\.[a-z]+$"
        );

        SourceTree
            .Snapshots.Keys.Where(name => !pattern.IsMatch(name))
            .Should()
            .BeEmpty("a snapshot that no spec verifies proves nothing");
    }

    [Fact]
    public static void Every_other_file_belongs_to_the_book() =>
        Directory
            .EnumerateFiles(SourceTree.PathOf("snapshots"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(SourceTree.PathOf("snapshots"), file).Replace('\\', '/'))
            .Where(file => !file.Contains(".verified.") && !file.Contains(".received."))
            .Except(BookFiles.Of(SourceTree.Checkout).Select(file => file.Path))
            .Should()
            .BeEmpty("nothing writes it any more: delete it");

    [Fact]
    public static void Snapshots_have_Unix_newlines_and_no_final_newline() =>
        SourceTree
            .Snapshots.Where(snapshot => snapshot.Value.Contains('\r') || snapshot.Value.EndsWith('\n'))
            .Select(snapshot => snapshot.Key)
            .Should()
            .BeEmpty();

    [Fact]
    public static void Snapshots_contain_nothing_of_one_machine_or_run() =>
        SourceTree
            .Snapshots.Select(snapshot => (Name: snapshot.Key, Text: snapshot.Value))
            .Concat(BookFiles.Of(SourceTree.Checkout).Select(file => (Name: file.Path, file.Text)))
            .Where(file => file.Name != PostPage.File)
            .Where(file => OfOneRun().IsMatch(file.Text))
            .Select(file => file.Name)
            .Should()
            .BeEmpty("a process id, a time, a path or a colour differs elsewhere; the post's quoted addresses do not");

    [Fact, Requires("git")]
    public static void No_received_snapshot_is_tracked() =>
        TrackedFiles().Should().NotContain(name => name.Contains(".received."));

    [Theory]
    [InlineData("pid 4711")]
    [InlineData("id(data) = 0x7f3a5c0e1b40")]
    [InlineData("at 09:30:12")]
    [InlineData("in /home/me/specs/A.cs")]
    [InlineData(@"in C:\specs\A.cs")]
    [InlineData("\u001b[31mred")]
    public static void Text_that_differs_elsewhere_is_found(string line) => OfOneRun().IsMatch(line).Should().BeTrue();

    private static string[] TrackedFiles()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", SourceTree.Root, "ls-files"]) { RedirectStandardOutput = true }
        )!;
        return git.StandardOutput.ReadToEnd().Split('\n');
    }

    /// <summary>The names given by <c>UseFileName</c>; interpolated parts match anything.</summary>
    private static IEnumerable<string> NamesInSources() =>
        from source in Directory.EnumerateFiles(SourceTree.PathOf("specs"), "*.cs", SearchOption.AllDirectories)
        from Match call in FileName().Matches(File.ReadAllText(source))
        let chapter = Path.GetRelativePath(SourceTree.PathOf("specs"), Path.GetDirectoryName(source)!)
            .Replace('\\', '/')
        select $"{Regex.Escape(chapter)}/{Hole().Replace(Regex.Escape(call.Groups["name"].Value), ".+")}";

    [GeneratedRegex("""UseFileName\(\$?"(?<name>[^"]+)"\)""")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\\\{[^}]*}")]
    private static partial Regex Hole();

    [GeneratedRegex(
        @"\bpid\W*\d|0x[0-9a-f]{6}|\b\d\d:\d\d:\d\d\b|(?<!\w)/(home|tmp|usr|root|var|Users)/|\b[A-Z]:\\|\u001b"
    )]
    private static partial Regex OfOneRun();
}
