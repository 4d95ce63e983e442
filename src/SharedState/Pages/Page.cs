using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SharedState.Diagrams;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>
/// What was seen on this machine, as one self-contained HTML document: it needs no network and no other file.
/// </summary>
internal static class Page
{
    private const string SecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private static readonly XmlWriterSettings AsItIs = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
    };

    public static string Of(Matrix matrix, DateTimeOffset when)
    {
        var anchors = new Anchors(matrix);
        var answers = Answers.Of(matrix, anchors);
        var page = Html.Element(
            "html",
            [("lang", "en")],
            Head(),
            Html.Element(
                "body",
                Html.Element("a", [("class", "skip"), ("href", "#content")], "Skip to what was seen"),
                Header(matrix, when, isAnswered: answers is not null),
                Html.Element(
                    "main",
                    [("id", "content"), ("tabindex", "-1")],
                    [
                        answers,
                        Verdicts(matrix),
                        Broken.Of(matrix, anchors),
                        NotSeen.Of(matrix, anchors),
                        Example.Of(matrix),
                        ObservationTables.Of(matrix, anchors),
                        RunList.Of(matrix, anchors),
                    ]
                ),
                Footer(),
                Html.Element("div", [("id", "explanation"), ("role", "tooltip"), ("hidden", "")]),
                Html.Verbatim("script", Resource.Text("page.js"))
            )
        );
        return ToText(page);
    }

    private static XElement Head() =>
        Html.Element(
            "head",
            Html.Element("meta", [("charset", "utf-8")]),
            Html.Element("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
            Html.Element("meta", [("http-equiv", "Content-Security-Policy"), ("content", SecurityPolicy)]),
            Html.Element("meta", [("name", "color-scheme"), ("content", "light dark")]),
            Html.Element("link", [("rel", "icon"), ("href", "data:,")]),
            Html.Element("title", "What do processes share? Seen on this machine"),
            Html.Verbatim("style", Resource.Text("page.css")),
            Html.Verbatim("style", DiagramStyle.Css)
        );

    private static XElement Header(Matrix matrix, DateTimeOffset when, bool isAnswered)
    {
        var runtimes = matrix.Runs.Select(run => run.Column.RuntimeName).Distinct();
        var seen = matrix.Ran.Any(verdict => verdict.Holds is not null);
        return Html.Element(
            "header",
            Html.Element("h1", "What do processes share?"),
            Html.Element(
                "p",
                [("class", "lede")],
                seen
                    ? $"Seen on this machine, in programs of real processes: {Description.List(runtimes)} on "
                    : "Nothing that is promised was run on ",
                $"{RuntimeInformation.OSDescription}, ",
                Html.Element("time", [("datetime", $"{when:yyyy-MM-dd'T'HH:mm:sszzz}")], $"{when:d MMMM yyyy, HH:mm}"),
                "."
            ),
            Html.Element(
                "nav",
                [("aria-label", "Sections")],
                Html.Element(
                    "ul",
                    isAnswered ? Link("answer", "The answer") : null,
                    matrix.Holds ? null : Link("broken", "What does not hold"),
                    matrix.TimedOut ? Link("not-seen", "What was not seen") : null,
                    Link("observations", "Every observation"),
                    Link("runs", "Every run")
                )
            )
        );

        static XElement Link(string section, string title) =>
            Html.Element("li", Html.Element("a", [("href", $"#{section}")], title));
    }

    /// <summary>How many observations hold, and what was not run, in one strip below the answer.</summary>
    private static XElement Verdicts(Matrix matrix)
    {
        var summary = Summary.Of(matrix).ToArray();
        var (style, mark) =
            !matrix.Holds ? ("broken", "✗ ")
            : matrix.TimedOut ? ("late", "? ")
            : ("holds", matrix.Ran.Any(verdict => verdict.Holds is not null) ? "✓ " : "");
        return Html.Element(
            "div",
            [("id", "verdict")],
            Html.Element("p", [("class", $"verdict {style}")], mark, summary[0]),
            summary.Length > 1
                ? Html.Element("ul", [("class", "not-run")], summary[1..].Select(line => Html.Element("li", line)))
                : null
        );
    }

    private static XElement Footer() =>
        Html.Element(
            "footer",
            Html.Element(
                "p",
                "Every answer on this page was read from what processes printed in the runs that it links to. Made by ",
                Html.Element("code", $"{CommandLine.Name} observe --html"),
                "."
            )
        );

    private static string ToText(XElement page)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, AsItIs))
            page.WriteTo(writer);

        return text.Append('\n').ToString();
    }
}
