using System.Xml.Linq;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>
/// What leaves only some of the observations and runs on the page. Without a script there is nothing to filter, and it
/// stays hidden.
/// </summary>
internal static class Filter
{
    public static XElement Of(Matrix matrix) =>
        Html.Element(
            "form",
            [("id", "filter"), ("role", "search"), ("aria-label", "Observations and runs"), ("hidden", "")],
            Html.Element(
                "label",
                "Text ",
                Html.Element("input", [("type", "search"), ("name", "text"), ("autocomplete", "off")])
            ),
            Choice("Chapter", "chapter", matrix.Rows.Select(row => $"{row.Row.Chapter}")),
            Choice(
                "Start method",
                "start",
                matrix.Rows.SelectMany(row => row.Cells).Select(cell => cell.Column.StartMethod)
            ),
            Choice("Runtime", "runtime", matrix.Rows.SelectMany(row => row.Cells).Select(cell => cell.Column.Runtime)),
            Html.Element(
                "label",
                [("class", "check")],
                Html.Element("input", [("type", "checkbox"), ("name", "broken")]),
                " Only what does not hold"
            ),
            Html.Element("button", [("type", "reset")], "Show all"),
            Html.Element("output", [("name", "count"), ("role", "status")])
        );

    private static XElement Choice(string label, string name, IEnumerable<string> values) =>
        Html.Element(
            "label",
            $"{label} ",
            Html.Element(
                "select",
                [("name", name)],
                [
                    Html.Element("option", [("value", "")], "all"),
                    .. values.Distinct().Select(value => Html.Element("option", value)),
                ]
            )
        );
}
