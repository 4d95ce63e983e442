using System.Globalization;
using Observations;

namespace Book;

/// <summary>The page of one program: what it shows, its code, what its processes print, and why.</summary>
internal sealed partial class TopicPage
{
    private const string Transcripts = "What its processes print";

    private readonly Contents contents;
    private readonly Topic topic;
    private readonly Checkout checkout;

    private TopicPage(Contents contents, Topic topic, Checkout checkout) =>
        (this.contents, this.topic, this.checkout) = (contents, topic, checkout);

    public static string Of(Contents contents, Topic topic, Checkout checkout) =>
        Markdown.Page(new TopicPage(contents, topic, checkout).Blocks());

    private IEnumerable<string> Blocks()
    {
        var csharp = checkout.Read(topic.CSharpFile);
        return
        [
            $"<!-- Written by `{BookWriter.Command}` from {topic.Explanation.File}, the program beside it, "
                + "the catalogue and the specs. Change those, and run it again. -->",
            $"[What processes share](../{MatrixPage.File}) / "
                + $"[{topic.Chapter}](../{MatrixPage.File}#{Markdown.Anchor(topic.Chapter)})",
            $"# {topic.Title}",
            $"*{Markdown.Plain(SourceCode.Summary(csharp))}*",
            WithLinks(topic.Explanation.Text),
            .. Section("What it shows", Claims()),
            .. Section(
                "The program",
                [
                    $"In C#, {Source(topic.CSharpFile)} without its first lines:",
                    Markdown.Code("csharp", SourceCode.CSharp(csharp)),
                    .. Python(),
                ]
            ),
            .. Section(Transcripts, [.. topic.Experiments.SelectMany(TranscriptsOf)]),
            .. Section("Why", [.. Shown.Concat(topic.Related).SelectMany(Reasons)]),
            .. Section("Where .NET and CPython differ", Differing()),
            .. Section("What is not promised", [.. NotPromised.SelectMany(Reasons)]),
            .. Section("On your machine", Command()),
            "---",
            Neighbours(),
        ];
    }

    private string[] Python() =>
        topic.PythonFile is { } file
            ?
            [
                $"In Python, {Source(file)} without its first lines:",
                Markdown.Code("python", SourceCode.Python(checkout.Read(file))),
            ]
            : ["There is no program in Python, because CPython's `multiprocessing` has no such form."];

    private IEnumerable<Observation> Shown => topic.Rows.Except(NotPromised);

    private IEnumerable<Observation> NotPromised =>
        topic.Rows.Where(row => !Configuration.All.Any(configuration => row.Expected[configuration].IsPromise));

    private static string[] Section(string heading, IReadOnlyList<string> blocks) =>
        blocks.Count == 0 ? [] : [$"## {heading}", .. blocks];

    private IReadOnlyList<string> Claims() =>
        Shown.Any() ? [Markdown.List(Shown.Select(row => $"{Link(row)} {Markdown.Plain(row.Claim)}"))] : [];

    private IReadOnlyList<string> Differing() =>
        topic.Rows.Where(row => Differences.Of(row).Any()).ToArray() switch
        {
            [] when !Shown.Any() => [],
            [] => ["Nowhere: both show each observation on this page."],
            var rows => [Markdown.List(rows.Select(row => $"{Link(row)} {Differences.Text(row)}"))],
        };

    /// <summary>The command that runs each experiment of the page, by one of its observations.</summary>
    private IReadOnlyList<string> Command()
    {
        var rows = Shown.DistinctBy(row => row.Experiment).Select(row => $" --only {row.Number}").ToArray();
        return rows.Length == 0
            ? []
            :
            [
                Markdown.Code(
                    "bash",
                    $"dotnet run --project src/SharedState -- observe{string.Concat(rows)} --transcript"
                ),
            ];
    }

    private string Neighbours()
    {
        var pages = contents.Topics.ToList();
        var at = pages.IndexOf(topic);
        string[] links =
        [
            .. at > 0 ? [$"Before: {To(pages[at - 1])}"] : Array.Empty<string>(),
            .. at < pages.Count - 1 ? [$"Next: {To(pages[at + 1])}"] : Array.Empty<string>(),
        ];
        return string.Join(" · ", links);

        string To(Topic page) => $"[{page.Title}]({Contents.Relative(page.Page, topic.Page)})";
    }

    private string Link(Observation row) => $"[{row.Number}]({contents.Link(row.Number, topic.Page)})";

    private string WithLinks(string text) => contents.WithLinks(text, topic.Page);

    /// <summary>A link to a file of the checkout.</summary>
    private string Source(string file) => $"[{Path.GetFileName(file)}]({contents.Source(file, topic.Page)})";

    private static string Sentence(string name) => $"{char.ToUpper(name[0], CultureInfo.InvariantCulture)}{name[1..]}";
}
