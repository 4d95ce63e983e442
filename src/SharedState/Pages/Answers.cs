using System.Globalization;
using System.Xml.Linq;
using Multiprocessing;
using Multiprocessing.Testing.Programs;
using Observations;
using SharedState.Diagrams;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>
/// The short answer: questions about each way to pass an object to a worker, answered by the runs.
/// </summary>
internal static class Answers
{
    public static XElement? Of(Matrix matrix, Anchors anchors)
    {
        var columns = (
            from subject in SharingMatrix.Subjects
            from runs in matrix
                .Runs.Where(run => run.Experiment == subject.OneWorker)
                .GroupBy(run => run.Column.StartMethod)
            select (Subject: subject, StartMethod: runs.Key, Columns: runs.Select(run => run.Column).ToArray())
        ).ToArray();
        if (columns.Length == 0)
            return null;

        var first = columns.DistinctBy(column => column.Subject).ToHashSet();
        return Html.Element(
            "section",
            [("id", "answer"), ("aria-labelledby", "answer-title")],
            Html.Element("h2", [("id", "answer-title")], "The answer"),
            Html.Element(
                "div",
                [("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", "Table of answers")],
                Html.Element(
                    "table",
                    [
                        ("class", "answers cards"),
                        ("role", "table"),
                        ("style", string.Create(CultureInfo.InvariantCulture, $"--columns: {columns.Length}")),
                    ],
                    Html.Element("caption", "In a worker of a pool, …"),
                    Html.Element(
                        "thead",
                        [("role", "rowgroup")],
                        Html.Element(
                            "tr",
                            [("role", "row")],
                            [
                                Html.Element("td", [("role", "cell"), ("rowspan", "2")]),
                                .. columns.GroupBy(column => column.Subject).Select(Head),
                            ]
                        ),
                        Html.Element(
                            "tr",
                            [("role", "row")],
                            columns.Select(column =>
                                Html.Element(
                                    "th",
                                    [
                                        ("role", "columnheader"),
                                        ("scope", "col"),
                                        ("class", first.Contains(column) ? "method first" : "method"),
                                    ],
                                    column.StartMethod.Name()
                                )
                            )
                        )
                    ),
                    Html.Element(
                        "tbody",
                        [("role", "rowgroup")],
                        SharingMatrix.Questions.Select(question =>
                            Html.Element(
                                "tr",
                                [("role", "row")],
                                [
                                    Html.Element("th", [("role", "rowheader"), ("scope", "row")], question.Text),
                                    .. columns.Select(column =>
                                        Html.Element(
                                            "td",
                                            [("role", "cell"), ("class", first.Contains(column) ? "first" : null)],
                                            Answer(question, column.Subject, column.Columns, matrix, anchors)
                                        )
                                    ),
                                ]
                            )
                        )
                    )
                )
            ),
            Html.Element(
                "dl",
                [("class", "methods")],
                columns
                    .Select(column => column.StartMethod)
                    .Distinct()
                    .Order()
                    .Select(method =>
                        Html.Element("div", Html.Element("dt", method.Name()), Html.Element("dd", Meaning(method)))
                    )
            )
        );
    }

    /// <summary>The head of the columns of one subject.</summary>
    private static XElement Head(IGrouping<Subject, (Subject, StartMethod, MatrixColumn[])> subject)
    {
        var span = subject.Count().ToString(CultureInfo.InvariantCulture);
        return Html.Element(
            "th",
            [("role", "columnheader"), ("scope", "colgroup"), ("colspan", span), ("style", $"--span: {span}")],
            subject.Key.Name
        );
    }

    /// <summary>Yes or no if all runs agree; otherwise the answer of each.</summary>
    private static IEnumerable<object> Answer(
        Question question,
        Subject subject,
        MatrixColumn[] columns,
        Matrix matrix,
        Anchors anchors
    )
    {
        var experiment = question.By(subject);
        var answers = (
            from run in matrix.Runs
            where run.Experiment == experiment && columns.Contains(run.Column) && run.Outcome.Transcript is not null
            group run.Column by question.Answer(run.Outcome.Transcript!)
        ).ToArray();
        return answers switch
        {
            [] => ["not seen here"],
            [var all] => [Mark(all)],
            _ => answers.Select(some => (object)Html.Element("div", Mark(some), Html.Element("small", Columns(some)))),
        };

        XElement Mark(IGrouping<bool, MatrixColumn> columns) =>
            Html.Element(
                "a",
                [
                    ("class", columns.Key ? "yes" : "no"),
                    ("href", $"#{anchors.Of(experiment, columns.First())}"),
                    ("data-on", Columns(columns)),
                    ("data-run", experiment.Name),
                ],
                columns.Key ? "yes" : "no"
            );

        static string Columns(IEnumerable<MatrixColumn> columns) =>
            Description.List(columns.Select(column => $"{column}"));
    }

    private static string Meaning(StartMethod method) =>
        method switch
        {
            StartMethod.Spawn => "The worker is a new program. It runs the module again and has none of main's memory.",
            StartMethod.Fork => "The worker is a copy of main, with main's memory as it was at that moment. Later "
                + "writes are its own.",
            _ => "The worker is a copy of a small server, which main starts and which has run nothing of the program. "
                + "It runs the module again, as a spawned one does.",
        };
}
