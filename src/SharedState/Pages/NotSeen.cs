using System.Xml.Linq;
using Observations;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>The programs that timed out: what they would have shown is neither true nor false here.</summary>
internal static class NotSeen
{
    public static XElement? Of(Matrix matrix, Anchors anchors) =>
        !matrix.TimedOut
            ? null
            : Html.Element(
                "section",
                [("id", "not-seen"), ("aria-labelledby", "not-seen-title")],
                Html.Element("h2", [("id", "not-seen-title")], "What was not seen"),
                Html.Element(
                    "p",
                    "These programs did not end in time, which says nothing about their observations. Allow more with ",
                    Html.Element("code", ObserveCommand.TimeLimitName),
                    "."
                ),
                Html.Element(
                    "ul",
                    from run in matrix.Runs
                    where run.Outcome.TimedOut
                    select Program(run.Experiment, run.Column, matrix, anchors)
                )
            );

    private static XElement Program(Experiment experiment, MatrixColumn column, Matrix matrix, Anchors anchors) =>
        Html.Element(
            "li",
            Html.Element("a", [("href", $"#{anchors.Of(experiment, column)}")], $"{experiment.Name}: {column}"),
            " ",
            Html.Element(
                "small",
                matrix
                    .Rows.Where(row => row.Observation.Experiment == experiment && row.Verdicts[column].TimedOut)
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
        );
}
