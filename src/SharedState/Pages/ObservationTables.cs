using System.Xml.Linq;
using Observations;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>The matrix, a table for each chapter, and what filters it.</summary>
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
                    .Rows.GroupBy(row => row.Row.Chapter)
                    .Select(chapter => Table(chapter.Key, [.. chapter], anchors)),
            ]
        );

    private static XElement Table(Chapter chapter, (Observation Row, IReadOnlyList<Cell> Cells)[] rows, Anchors anchors)
    {
        var columns = Enumerable
            .Range(0, rows[0].Cells.Count)
            .Where(n => rows.Any(row => row.Cells[n].Expected != Expectation.NotApplicable))
            .ToArray();
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
                                .. columns.Select(n => Header(rows[0].Cells[n].Column)),
                            ]
                        )
                    ),
                    Html.Element(
                        "tbody",
                        [("role", "rowgroup")],
                        rows.Select(row =>
                            Html.Element(
                                "tr",
                                [
                                    ("role", "row"),
                                    ("id", Anchors.Of(row.Row)),
                                    ("data-broken", row.Cells.Any(cell => cell.Holds == false) ? "" : null),
                                ],
                                [
                                    Html.Element(
                                        "th",
                                        [("role", "rowheader"), ("scope", "row")],
                                        Html.Element("span", [("class", "number")], row.Row.Number),
                                        " ",
                                        row.Row.Claim,
                                        Html.Element("small", string.Join("; ", row.Row.Sources))
                                    ),
                                    .. columns.Select(n => Data(row.Row, row.Cells[n], anchors)),
                                ]
                            )
                        )
                    )
                )
            )
        );
    }

    private static XElement Header(MatrixColumn column) =>
        Html.Element(
            "th",
            [
                ("role", "columnheader"),
                ("scope", "col"),
                ("data-runtime", column.Runtime),
                ("data-start", column.StartMethod),
            ],
            column.Runtime,
            " ",
            Html.Element("span", [("class", "method")], $"{column}"[column.Runtime.Length..].Trim())
        );

    private static XElement Data(Observation row, Cell cell, Anchors anchors) =>
        Html.Element(
            "td",
            [
                ("role", "cell"),
                ("data-column", $"{cell.Column}"),
                ("data-runtime", cell.Column.Runtime),
                ("data-start", cell.Column.StartMethod),
                ("data-broken", cell.Holds == false ? "" : null),
            ],
            Content(row, cell, anchors)
        );

    private static IEnumerable<object> Content(Observation row, Cell cell, Anchors anchors)
    {
        if (cell.Expected == Expectation.NotApplicable)
            return [Html.Element("span", [("class", "nothing"), ("aria-hidden", "true")], "—"), Html.Unseen($"{cell}")];
        if (anchors.Of(row.Experiment, cell.Column) is not { } run || !cell.Ran)
            return [Html.Element("span", [("class", "nothing")], $"{cell}")];
        var (style, mark, word) = cell.Holds switch
        {
            true => ("holds", "✓", "Holds: "),
            false => ("broken", "✗", "Does not hold: "),
            null => ("chance", "·", "Not promised: "),
        };
        return
        [
            Html.Element(
                "a",
                [
                    ("class", style),
                    ("href", $"#{run}"),
                    ("data-specified", $"{cell.Expected}"),
                    ("data-run", row.Experiment!.Name),
                ],
                Html.Element("span", [("class", "mark"), ("aria-hidden", "true")], mark),
                Html.Unseen(word),
                Html.Element("span", [("class", "seen")], cell.Seen)
            ),
        ];
    }
}
