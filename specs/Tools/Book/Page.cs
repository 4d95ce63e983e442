using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SharedStateSpecs.Tools.Book;

/// <summary>A Markdown file, read.</summary>
internal sealed partial class Page
{
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    public Page(string text)
    {
        var document = Markdig.Markdown.Parse(text, GitHub);
        Links = [.. document.Descendants<LinkInline>().Select(link => link.Url ?? "")];
        Anchors = document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "").ToHashSet();
        PicturesWithoutText =
        [
            .. document
                .Descendants<LinkInline>()
                .Where(link => link is { IsImage: true, FirstChild: null })
                .Select(link => link.Url ?? ""),
        ];
    }

    /// <summary>Where its links and pictures lead.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>The places on it that a link can lead to.</summary>
    public IReadOnlySet<string> Anchors { get; }

    public IReadOnlyList<string> PicturesWithoutText { get; }

    public static bool IsOnTheWeb(string link) => Web().IsMatch(link);

    [GeneratedRegex("^https://(docs\\.python\\.org|github\\.com/python/cpython|bugs\\.python\\.org|man7\\.org)/")]
    private static partial Regex Web();
}
