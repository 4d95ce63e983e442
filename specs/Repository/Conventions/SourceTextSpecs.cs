using System.Text.RegularExpressions;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>Source files that fit on a screen.</summary>
public static partial class SourceTextSpecs
{
    private const int MostColumns = 120;
    private const int MostLines = 300;

    [Fact]
    public static void No_line_is_wider_than_120_columns() =>
        SourceFiles
            .SelectMany(file =>
                file.Lines.Index().Where(line => IsTooWide(line.Item)).Select(line => $"{file.Name}:{line.Index + 1}")
            )
            .Should()
            .BeEmpty("two files are read side by side");

    [Fact]
    public static void No_file_has_more_than_300_lines() =>
        SourceFiles
            .Where(file => IsTooLong(file.Lines))
            .Select(file => $"{file.Name} has {file.Lines.Length} lines")
            .Should()
            .BeEmpty("a file has one subject");

    [Theory]
    [InlineData(120, "", false)]
    [InlineData(121, "", true)]
    [InlineData(200, "// https://", false)]
    [InlineData(200, "    # https://", false)]
    [InlineData(200, "    /// https://", false)]
    [InlineData(200, "// See https://", true)]
    [InlineData(200, "x = https://", true)]
    public static void A_wide_line_is_found_unless_it_is_a_link_in_a_comment(
        int width,
        string begins,
        bool isTooWide
    ) => IsTooWide(begins.PadRight(width, 'x')).Should().Be(isTooWide);

    [Fact]
    public static void A_character_of_several_bytes_is_one_column() =>
        IsTooWide(string.Concat(Enumerable.Repeat("\U0001F600", MostColumns))).Should().BeFalse();

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public static void A_long_file_is_found(int lines, bool isTooLong) =>
        IsTooLong(new string[lines]).Should().Be(isTooLong);

    [Fact]
    public static void Files_of_both_languages_are_read() =>
        SourceFiles
            .Select(file => file.Name)
            .Should()
            .Contain("specs/Repository/Conventions/SourceTextSpecs.cs")
            .And.Contain("src/Benchmarks/cpython.py");

    private static IEnumerable<(string Name, string[] Lines)> SourceFiles =>
        from file in SourceTree.SourceFiles
        select (Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'), File.ReadAllLines(file));

    private static bool IsTooWide(string line) =>
        line.EnumerateRunes().Count() > MostColumns && !LinkInComment().IsMatch(line);

    private static bool IsTooLong(string[] lines) => lines.Length > MostLines;

    [GeneratedRegex(@"^\s*(///?|#) https?://\S+$")]
    private static partial Regex LinkInComment();
}
