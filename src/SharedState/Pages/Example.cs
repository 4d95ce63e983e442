using System.Xml.Linq;
using Observations;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>One small program under each start method, side by side, to explain how to read a run.</summary>
internal static class Example
{
    public static XElement? Of(Matrix matrix)
    {
        var runs = matrix
            .Runs.Where(run => run.Experiment == Experiments.IdleWorker && run.Outcome.Transcript is not null)
            .DistinctBy(run => run.Column.StartMethod)
            .ToArray();
        return runs.Length == 0
            ? null
            : Html.Element(
                "section",
                [("id", "example"), ("aria-labelledby", "example-title")],
                Html.Element("h2", [("id", "example-title")], "How it was seen"),
                Html.Element(
                    "p",
                    "Each process has a lane, and time runs downward. Each line that a process printed is a dot. ",
                    "Each object has a number: the same number in two lanes is main's object or a forked copy of it, ",
                    "another number is another object. Here main creates a list, and a pool of two workers runs one ",
                    "task that reads it:"
                ),
                Html.Element(
                    "div",
                    [("class", "pair")],
                    runs.Select(run =>
                        Html.Element(
                            "figure",
                            Html.Element("figcaption", $"{run.Column}"),
                            DiagramFigure.Scroll(
                                $"{run.Experiment.Name}, as an example: {run.Column}",
                                run.Outcome.Transcript!
                            )
                        )
                    )
                )
            );
    }
}
