using System.Xml.Linq;
using Multiprocessing.Testing.Programs;
using Observations;
using SharedState.Diagrams;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>Each program in each column: its diagram, and its transcript as text.</summary>
internal static class RunList
{
    public static XElement Of(Matrix matrix, Anchors anchors) =>
        Html.Element(
            "section",
            [("id", "runs"), ("aria-labelledby", "runs-title")],
            [
                Html.Element("h2", [("id", "runs-title")], "Every run"),
                Html.Element(
                    "p",
                    "Each program ran once under each start method on each runtime. ",
                    "Open a run to see what each process printed, in order."
                ),
                .. matrix
                    .Runs.GroupBy(run => run.Experiment)
                    .Select(runs =>
                    {
                        var rows = matrix.Rows.Where(row => row.Observation.Experiment == runs.Key).ToArray();
                        return Html.Element(
                            "section",
                            [
                                ("class", "program"),
                                ("data-rows", string.Join(' ', rows.Select(row => Anchors.Of(row.Observation)))),
                            ],
                            [
                                Html.Element("h3", Capital(runs.Key.Name)),
                                Html.Element(
                                    "p",
                                    [("class", "shows")],
                                    rows.Select(row =>
                                            (object)
                                                Html.Element(
                                                    "a",
                                                    [
                                                        ("class", "number"),
                                                        ("href", $"#{Anchors.Of(row.Observation)}"),
                                                        ("title", row.Observation.Claim),
                                                    ],
                                                    row.Observation.Number
                                                )
                                        )
                                        .Intersperse(" ")
                                        .Prepend("Shows ")
                                ),
                                Html.Element(
                                    "div",
                                    [("class", "grid")],
                                    runs.Select(run =>
                                        One(
                                            run.Experiment,
                                            run.Column,
                                            run.Outcome,
                                            anchors.Of(run.Experiment, run.Column)!,
                                            rows
                                        )
                                    )
                                ),
                            ]
                        );
                    }),
            ]
        );

    private static XElement One(
        Experiment experiment,
        MatrixColumn column,
        Outcome outcome,
        string anchor,
        MatrixRow[] rows
    )
    {
        var verdicts = rows.Select(row => row.Verdicts[column]).Where(verdict => verdict.Ran).ToArray();
        var broken = verdicts.Count(verdict => verdict.Holds == false);
        var (style, mark) =
            broken > 0 ? ("broken", "✗")
            : outcome.TimedOut ? ("late", "?")
            : ("holds", "✓");
        return Html.Element(
            "details",
            [
                ("id", anchor),
                ("data-runtime", column.RuntimeName),
                ("data-start", column.StartMethod.Name()),
                ("data-broken", broken > 0 ? "" : null),
            ],
            [
                Html.Element(
                    "summary",
                    Html.Element("span", [("class", $"mark {style}"), ("aria-hidden", "true")], mark),
                    Html.Element("strong", $" {column}"),
                    Html.Element(
                        "small",
                        outcome.TimedOut ? " timed out"
                            : outcome.Transcript is null ? " failed"
                            : Size(new(outcome.Transcript)),
                        broken > 0 ? $"; {broken} of {verdicts.Length} observations do not hold" : ""
                    )
                ),
                .. outcome.Transcript is null
                    ?
                    [
                        Html.Element(
                            "p",
                            Html.Element("samp", [("class", outcome.TimedOut ? "late" : "wrong")], outcome.Failure)
                        ),
                    ]
                    : Shown($"{experiment.Name}: {column}", outcome.Transcript),
            ]
        );
    }

    private static XElement[] Shown(string title, Multiprocessing.Testing.Transcript transcript) =>
        [
            DiagramFigure.Scroll(title, transcript),
            Html.Element(
                "details",
                [("class", "text")],
                Html.Element("summary", "As text"),
                Html.Element(
                    "ol",
                    [("class", "lines")],
                    new Run(transcript).Lines.Select(line =>
                        Html.Element("li", Html.Element("code", TranscriptText.Of(line)))
                    )
                )
            ),
        ];

    private static string Size(Run run) =>
        $" {Description.Count(run.Lines.Count, "line")} of {Description.Count(run.Lanes.Count, "process", "es")}";

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
