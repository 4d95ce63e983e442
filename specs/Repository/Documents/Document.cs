using System.Text.RegularExpressions;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Documents;

/// <summary>A page that is written by hand: a README of a folder, or a document at the top.</summary>
/// <param name="File">Its path, from the top of the repository.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record Document(string File, string Text)
{
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory
            .EnumerateFiles(SourceTree.Root, "*.md")
            .Concat(Directory.EnumerateFiles(SourceTree.PathOf("src"), "README.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/") && !file.Contains("/obj/"))
            .Select(Read),
    ];

    public static Document Read(string file) => new(file, System.IO.File.ReadAllText(SourceTree.PathOf(file)));

    /// <summary>Where its links lead that stay in the repository, from the top.</summary>
    public IEnumerable<string> Links =>
        Link()
            .Matches(Text)
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>
    /// The facts that it cites: their sentences stand in italics. Three words and a capital tell one from an emphasis.
    /// </summary>
    public IEnumerable<string> Facts =>
        Italics()
            .Matches(Code().Replace(Text, ""))
            .Select(match => Spaces().Replace(match.Groups[1].Value, " "))
            .Where(text => text.Split(' ').Length >= 3);

    /// <summary>The classes of specs that it names.</summary>
    public IEnumerable<string> Specs => SpecClass().Matches(Text).Select(match => match.Groups[1].Value);

    /// <summary>Whether a link leads to a file, and to a heading of it where it names one.</summary>
    public bool Leads(string link)
    {
        var (target, anchor) = SourceTree.Follow(SourceTree.PathOf(File), link);
        return Path.Exists(target) && (anchor is null || AnchorsIn(target).Contains(anchor));
    }

    private static IEnumerable<string> AnchorsIn(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        return Heading()
            .Matches(text)
            .Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))
            .Concat(Identifier().Matches(text).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|^\[[^\]]+\]: (?<target>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![*\w])\*(?!\*)([A-Z][^*]+?)\*(?![*\w])")]
    private static partial Regex Italics();

    [GeneratedRegex(@"`(\w+Specs)`")]
    private static partial Regex SpecClass();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Identifier();
}
