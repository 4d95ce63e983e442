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
        Anchors =
        [
            .. document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? ""),
            .. document.Descendants<HtmlInline>().Select(html => html.Tag).SelectMany(IdsIn),
            .. document.Descendants<HtmlBlock>().Select(html => html.Lines.ToString()).SelectMany(IdsIn),
        ];
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
    public HashSet<string> Anchors { get; }

    public IReadOnlyList<string> PicturesWithoutText { get; }

    public static bool IsOnTheWeb(string link) => Web().IsMatch(link);

    private static IEnumerable<string> IdsIn(string html) => Id().Matches(html).Select(id => id.Groups[1].Value);

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Id();

    [GeneratedRegex("^https://(docs\\.python\\.org|github\\.com/python/cpython|bugs\\.python\\.org|man7\\.org)/")]
    private static partial Regex Web();
}
