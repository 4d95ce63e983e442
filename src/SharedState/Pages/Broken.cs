using System.Globalization;
using System.Xml.Linq;
using Observations;
using SharedState.Diagrams;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>
/// What stands first where something does not hold: the claim, what is specified, what was seen, and the lines that
/// show it.
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
                    where run.Outcome.Failure is not null
                    select FailedProgram(run.Experiment, run.Column, run.Outcome.Failure!, matrix),
                    .. from row in matrix.Rows
                    from cell in row.Cells
                    where cell.Holds == false
                    let transcript = matrix
                        .Runs.First(run => run.Experiment == row.Row.Experiment && run.Column == cell.Column)
                        .Outcome.Transcript
                    where transcript is not null
                    select BrokenPromise(row.Row, cell, new Run(transcript), Evidence.Of(row.Row, transcript), anchors),
                ]
            );

    private static XElement BrokenPromise(
        Observation row,
        Cell cell,
        Run run,
        IReadOnlyList<int> evidence,
        Anchors anchors
    ) =>
        Html.Element(
            "article",
            [("class", "failure")],
            Html.Element("h3", Html.Element("a", [("href", $"#{Anchors.Of(row)}")], row.Number), $" {row.Claim}"),
            Html.Element(
                "dl",
                Item("Where", $"{cell.Column}"),
                Item("Specified", Html.Element("samp", $"{cell.Expected}")),
                Item("Seen", Html.Element("samp", [("class", "wrong")], cell.Seen!))
            ),
            evidence.Count == 0
                ? Html.Element("p", "No line shows what is specified: it is seen that something is missing.")
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
                    [("href", $"#{anchors.Of(row.Experiment, cell.Column)}")],
                    $"The whole run: {row.Experiment!.Name}"
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
                    "Not seen for it",
                    matrix
                        .Rows.Where(row =>
                            row.Row.Experiment == experiment
                            && row.Cells.Any(cell =>
                                cell.Column == column && cell.Expected != Expectation.NotApplicable
                            )
                        )
                        .Select(row =>
                            (object)
                                Html.Element(
                                    "a",
                                    [("class", "number"), ("href", $"#{Anchors.Of(row.Row)}")],
                                    row.Row.Number
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
            ? "All lines of the run show it, and none of them could be left out:"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The {(some == 1 ? "line" : $"{some} lines")} of {all} that show{(some == 1 ? "s" : "")} it:"
            );
}
