using System.Xml.Linq;
using Multiprocessing.Testing.Programs;
using Observations;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>The matrix, one table for each chapter, and its filter.</summary>
internal static class ObservationTables
{
    private const int ColumnsThatFit = 6;

    public static XElement Of(Matrix matrix, Anchors anchors) =>
        Html.Element(
            "section",
            [("id", "observations"), ("aria-labelledby", "observations-title")],
            [
                Html.Element("h2", [("id", "observations-title")], "Every observation"),
                Filter.Of(matrix),
                .. matrix
                    .Rows.GroupBy(row => row.Observation.Chapter)
                    .Select(chapter => Table(chapter.Key, [.. chapter], matrix.Columns, anchors)),
            ]
        );

    private static XElement Table(
        Chapter chapter,
        MatrixRow[] rows,
        IReadOnlyList<MatrixColumn> allColumns,
        Anchors anchors
    )
    {
        var columns = allColumns.Where(column => rows.Any(row => row.Verdicts[column].Expected.IsApplicable)).ToArray();
        return Html.Element(
            "div",
            [("class", "chapter"), ("data-chapter", $"{chapter}")],
            Html.Element("h3", [("id", $"chapter-{chapter}")], $"{chapter}"),
            Html.Element(
                "div",
                columns.Length > ColumnsThatFit
                    ?
                    [
                        ("class", "scroll wide"),
                        ("role", "region"),
                        ("tabindex", "0"),
                        ("aria-label", $"Table of {chapter}"),
                        ("style", $"--columns: {columns.Length}"),
                    ]
                    : [],
                Html.Element(
                    "table",
                    [("class", "matrix cards"), ("role", "table"), ("aria-labelledby", $"chapter-{chapter}")],
                    Html.Element(
                        "caption",
                        [("class", "unseen")],
                        $"{chapter}: what was seen of each observation, by runtime and start method"
                    ),
                    Html.Element(
                        "thead",
                        [("role", "rowgroup")],
                        Html.Element(
                            "tr",
                            [("role", "row")],
                            [
                                Html.Element("th", [("role", "columnheader"), ("scope", "col")], "Observation"),
                                .. columns.Select(Header),
                            ]
                        )
                    ),
                    Html.Element("tbody", [("role", "rowgroup")], rows.Select(row => Row(row, columns, anchors)))
                )
            )
        );
    }

    /// <summary>A row, whose value is beside the claim if it is the same in all columns.</summary>
    private static XElement Row(MatrixRow row, MatrixColumn[] columns, Anchors anchors)
    {
        var same = SeenEverywhere(row);
        return Html.Element(
            "tr",
            [
                ("role", "row"),
                ("id", Anchors.Of(row.Observation)),
                ("class", same is null ? null : "same"),
                ("data-broken", row.Verdicts.Values.Any(verdict => verdict.Holds == false) ? "" : null),
            ],
            [
                Html.Element(
                    "th",
                    [("role", "rowheader"), ("scope", "row")],
                    Html.Element("span", [("class", "number")], row.Observation.Number),
                    " ",
                    row.Observation.Claim,
                    Html.Element("small", string.Join("; ", row.Observation.Sources)),
                    same is null
                        ? null
                        : Html.Element("small", "Everywhere: ", Html.Element("span", [("class", "seen")], same))
                ),
                .. columns.Select(column => Data(row.Verdicts[column], column, anchors)),
            ]
        );
    }

    /// <summary>What was seen, if several columns ran and all of them hold and show the same; otherwise null.</summary>
    private static string? SeenEverywhere(MatrixRow row)
    {
        var applicable = row.Verdicts.Values.Where(verdict => verdict.Expected.IsApplicable).ToArray();
        return
            applicable.Length > 1
            && applicable.All(verdict => verdict.Holds == true)
            && applicable.DistinctBy(verdict => verdict.Seen).Count() == 1
            ? applicable[0].Seen
            : null;
    }

    private static XElement Header(MatrixColumn column) =>
        Html.Element(
            "th",
            [
                ("role", "columnheader"),
                ("scope", "col"),
                ("data-runtime", column.RuntimeName),
                ("data-start", column.StartMethod.Name()),
            ],
            column.RuntimeName,
            " ",
            Html.Element("span", [("class", "method")], $"{column}"[column.RuntimeName.Length..].Trim())
        );

    private static XElement Data(Verdict verdict, MatrixColumn column, Anchors anchors) =>
        Html.Element(
            "td",
            [
                ("role", "cell"),
                ("data-column", $"{column}"),
                ("data-runtime", column.RuntimeName),
                ("data-start", column.StartMethod.Name()),
                ("data-broken", verdict.Holds == false ? "" : null),
            ],
            Content(verdict, column, anchors)
        );

    private static IEnumerable<object> Content(Verdict verdict, MatrixColumn column, Anchors anchors)
    {
        if (!verdict.Expected.IsApplicable)
        {
            return
            [
                Html.Element("span", [("class", "nothing"), ("aria-hidden", "true")], "—"),
                Html.Unseen($"{verdict}"),
            ];
        }

        if (anchors.Of(verdict.Observation.Experiment, column) is not { } run || !(verdict.Ran || verdict.TimedOut))
            return [Html.Element("span", [("class", "nothing")], $"{verdict}")];
        var (style, mark, word) = (verdict.TimedOut, verdict.Holds) switch
        {
            (true, _) => ("late", "?", ""),
            (_, true) => ("holds", "✓", "Holds: "),
            (_, false) => ("broken", "✗", "Does not hold: "),
            _ => ("chance", "·", "Not promised: "),
        };
        return
        [
            Html.Element(
                "a",
                [
                    ("class", style),
                    ("href", $"#{run}"),
                    ("data-specified", $"{verdict.Expected}"),
                    ("data-run", verdict.Observation.Experiment!.Name),
                ],
                Html.Element("span", [("class", "mark"), ("aria-hidden", "true")], mark),
                Html.Unseen(word),
                Html.Element("span", [("class", "seen")], verdict.Seen ?? Verdict.NotSeen)
            ),
        ];
    }
}
