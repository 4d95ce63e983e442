using System.Globalization;
using System.Xml.Linq;
using Observations;
using SharedState.Diagrams;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>
/// What does not hold, below the answer: the claim, what is specified, what was seen, and the lines that show
/// it.
/// </summary>
internal static class Broken
{
    public static XElement? Of(Matrix matrix, Anchors anchors) =>
        matrix.Holds
            ? null
            : Html.Element(
                "section",
                [("id", "broken"), ("aria-labelledby", "broken-title")],
                [
                    Html.Element("h2", [("id", "broken-title")], "What does not hold"),
                    .. from run in matrix.Runs
                    where run.Outcome.Failure is not null && !run.Outcome.TimedOut
                    select FailedProgram(run.Experiment, run.Column, run.Outcome.Failure!, matrix),
                    .. from row in matrix.Rows
                    from column in matrix.Columns
                    let verdict = row.Verdicts[column]
                    where verdict.Holds == false
                    let transcript = matrix
                        .Runs.First(run => run.Experiment == row.Observation.Experiment && run.Column == column)
                        .Outcome.Transcript
                    where transcript is not null
                    select BrokenPromise(
                        verdict,
                        column,
                        new Run(transcript),
                        Evidence.Of(row.Observation, transcript),
                        anchors
                    ),
                ]
            );

    private static XElement BrokenPromise(
        Verdict verdict,
        MatrixColumn column,
        Run run,
        IReadOnlyList<int> evidence,
        Anchors anchors
    ) =>
        Html.Element(
            "article",
            [("class", "failure")],
            Html.Element(
                "h3",
                Html.Element("a", [("href", $"#{Anchors.Of(verdict.Observation)}")], verdict.Observation.Number),
                $" {verdict.Observation.Claim}"
            ),
            Html.Element(
                "dl",
                Item("Where", $"{column}"),
                Item("Specified", Html.Element("samp", $"{verdict.Expected}")),
                Item("Seen", Html.Element("samp", [("class", "wrong")], verdict.Seen!))
            ),
            evidence.Count == 0
                ? Html.Element("p", "No line shows this: what is specified is missing from the transcript.")
                : Html.Element(
                    "figure",
                    Html.Element("figcaption", Counted(evidence.Count, run.Lines.Count)),
                    Html.Element(
                        "ol",
                        [("class", "lines")],
                        evidence.Select(index =>
                            Html.Element(
                                "li",
                                [("value", (index + 1).ToString(CultureInfo.InvariantCulture))],
                                Html.Element("code", TranscriptText.Of(run.Lines[index]))
                            )
                        )
                    )
                ),
            Html.Element(
                "p",
                Html.Element(
                    "a",
                    [("href", $"#{anchors.Of(verdict.Observation.Experiment, column)}")],
                    $"The whole run: {verdict.Observation.Experiment!.Name}"
                )
            )
        );

    private static XElement FailedProgram(Experiment experiment, MatrixColumn column, string failure, Matrix matrix) =>
        Html.Element(
            "article",
            [("class", "failure")],
            Html.Element("h3", $"A program failed: {experiment.Name}"),
            Html.Element(
                "dl",
                Item("Where", $"{column}"),
                Item("What happened", Html.Element("samp", [("class", "wrong")], failure)),
                Item(
                    "Not observed",
                    matrix
                        .Rows.Where(row =>
                            row.Observation.Experiment == experiment && row.Verdicts[column].Expected.IsApplicable
                        )
                        .Select(row =>
                            (object)
                                Html.Element(
                                    "a",
                                    [("class", "number"), ("href", $"#{Anchors.Of(row.Observation)}")],
                                    row.Observation.Number
                                )
                        )
                        .Intersperse(" ")
                )
            )
        );

    private static XElement Item(string term, params IEnumerable<object> description) =>
        Html.Element("div", Html.Element("dt", term), Html.Element("dd", description));

    private static string Counted(int some, int all) =>
        some == all
            ? "All lines of the run are needed to show it:"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The {(some == 1 ? "line" : $"{some} lines")} of {all} that show{(some == 1 ? "s" : "")} it:"
            );
}
