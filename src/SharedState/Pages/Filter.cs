using System.Xml.Linq;
using Multiprocessing.Testing.Programs;
using SharedState.Observing;

namespace SharedState.Pages;

/// <summary>
/// The form that hides all but some observations and runs. It is hidden itself unless the page's script runs.
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
            Choice("Chapter", "chapter", matrix.Rows.Select(row => $"{row.Observation.Chapter}")),
            Choice("Start method", "start", matrix.Columns.Select(column => StartMethodName.Of(column.StartMethod))),
            Choice("Runtime", "runtime", matrix.Columns.Select(column => column.RuntimeName)),
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
