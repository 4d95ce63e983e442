using System.Text.RegularExpressions;
using SharedStateSpecs.Repository.Conventions;
using SharedStateSpecs.Repository.Workflows;

namespace SharedStateSpecs.Repository.Readme;

/// <summary>Code in the READMEs is quoted from files that compile, and output from snapshots.</summary>
public static partial class QuoteSpecs
{
    [Fact]
    public static void Every_block_of_code_names_its_file() =>
        ReadmeText.Blocks().Where(block => block.Language != "bash" && block.File is null).Should().BeEmpty();

    [Fact]
    public static void Every_quote_is_in_its_file() =>
        ReadmeText
            .Blocks()
            .Where(block => block.File is not null && !Quotes(SourceTree.PathOf(block.File), block.Code))
            .Should()
            .BeEmpty();

    [Fact]
    public static void Every_filter_selects_something() =>
        Filters()
            .Matches(ReadmeText.All)
            .Select(match => new Filter(match.Groups[1].Value))
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(filter =>
                SourceTree.Facts.Any(found => filter.Selects(SpecTraits.Of(found.Spec, found.Fact).Traits))
            );

    [Fact]
    public static void Every_linked_file_exists() =>
        Link()
            .Matches(ReadmeText.All)
            .Select(match => match.Groups[1].Value)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(path => Path.Exists(SourceTree.PathOf(path)));

    [Fact]
    public static void The_page_of_a_package_links_only_to_the_web() =>
        ReadmeText
            .OfPackages.Should()
            .HaveCount(4)
            .And.OnlyContain(text => !Link().IsMatch(text.Value), "no file is beside it");

    private static bool Quotes(string file, string code)
    {
        var quoted = code.Split('\n');
        var lines = File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n');
        return Enumerable
            .Range(0, lines.Length - quoted.Length + 1)
            .Any(start =>
            {
                var indent = lines[start][..(lines[start].Length - lines[start].TrimStart().Length)];
                return quoted
                    .Select(line => line.Length == 0 ? line : indent + line)
                    .SequenceEqual(lines.Skip(start).Take(quoted.Length));
            });
    }

    [GeneratedRegex("--filter \"(.*?)\"")]
    private static partial Regex Filters();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
