using System.Globalization;
using System.Xml.Linq;
using Multiprocessing.Testing;
using Observations;

namespace SharedState.Diagrams;

/// <summary>The SVG of a run.</summary>
internal sealed class Drawing
{
    private readonly Run run;
    private readonly Layout layout;
    private readonly Dictionary<string, Lane> lanes;

    private Drawing(Run run) =>
        (this.run, layout, lanes) = (run, new(run), run.Lanes.ToDictionary(lane => lane.Process));

    public static XElement Of(string title, Run run, string? style) => new Drawing(run).Draw(title, style);

    private XElement Draw(string title, string? style) =>
        Svg.Element(
            "svg",
            [
                ("class", "space-time"),
                ("role", "img"),
                ("viewBox", $"0 0 {Whole(layout.Width)} {Whole(layout.Height)}"),
                ("width", Whole(layout.Width)),
                ("height", Whole(layout.Height)),
            ],
            OnLinesOfTheirOwn([
                Svg.Element("title", LineText.Printable(title)),
                Svg.Element("desc", LineText.Printable(Description.Of(run))),
                .. style is null ? [] : new[] { Svg.Element("style", style) },
                Svg.Element(
                    "rect",
                    [("class", "paper"), ("width", Whole(layout.Width)), ("height", Whole(layout.Height)), ("rx", 6)]
                ),
                .. Phases(),
                .. run.Lanes.Select(Life),
                .. run.Lanes.SelectMany(Start),
                .. run.Tasks.SelectMany(Arrows),
                .. Enumerable.Range(0, run.Lines.Count).Select(Line),
                .. Legend.Of(run, Layout.LegendX, layout.LegendY),
            ])
        );

    private IEnumerable<XElement> Phases() =>
        from row in Enumerable.Range(1, Math.Max(0, run.Lines.Count - 1))
        where run.Lines[row].IsTitle()
        select Svg.Line("phase", 0, layout.Y(row) - 18, layout.Width, layout.Y(row) - 18);

    private XElement Life(Lane lane)
    {
        var (x, head, end) = (layout.X(lane), layout.Head(lane), layout.End(lane));
        return Svg.Group(
            lane.IsMain ? "life main" : "life",
            Svg.Element("title", LineText.Printable(lane.Process)),
            Svg.Line(null, x, head, x, end),
            Svg.Line(null, x - 5, end, x + 5, end),
            Svg.Label("name", x, head - 4, LineText.Printable(lane.ShortName))
        );
    }

    /// <summary>From the parent's lane to the head of the child's lane: the child started no later.</summary>
    private IEnumerable<XElement> Start(Lane lane) =>
        !lane.IsMain && lanes.TryGetValue(lane.Parent, out var parent) && parent.First < lane.First
            ? [Svg.Line("start", layout.X(parent), layout.Head(lane), layout.X(lane), layout.Head(lane))]
            : [];

    private IEnumerable<XElement> Arrows(TaskSpan task)
    {
        if (task.Sent is { } sent)
            yield return Arrow.ToTask(layout.MainX, layout.Y(sent), Left(task.First), layout.Y(task.First));
        if (task.Received is { } received)
            yield return Arrow.ToMain(Left(task.Last), layout.Y(task.Last), layout.MainX, layout.Y(received));
    }

    private XElement Line(int row)
    {
        var line = run.Lines[row];
        var (x, y) = (layout.X(lanes[line.Process]), layout.Y(row));
        var dots = run.Dots[row]
            .Select((identity, n) => Dot.OfObject(run.Objects, identity, x - n * Dot.Step, y))
            .DefaultIfEmpty(Dot.OfLine(x, y));
        return Svg.Group(
            line.IsTitle() ? "line title"
                : line.Process == TranscriptLine.Main ? "line main"
                : "line",
            [
                Svg.Line("lead", x, y, layout.ProcessX - 6, y),
                .. dots,
                Svg.Label("process", layout.ProcessX, y + 4, LineText.Printable(line.Process)),
                .. layout.Texts[row].Select((text, n) => Words(text, y + 4 + n * Layout.RowHeight)),
            ]
        );
    }

    /// <summary>The centre of a line's leftmost dot.</summary>
    private double Left(int row) =>
        layout.X(lanes[run.Lines[row].Process]) - Dot.Step * Math.Max(0, run.Dots[row].Count - 1);

    private XElement Words(string text, double y)
    {
        var words = text.TrimStart();
        return Svg.Label(
            "words",
            layout.TextX + (text.Length - words.Length) * Layout.CharacterWidth,
            y,
            Objects
                .Cut(words)
                .Select(part =>
                    part.Identity is { } identity
                        ? (object)
                            Svg.Element(
                                "tspan",
                                [("class", $"{DiagramStyle.ColourOf(identity)} i{identity}")],
                                part.Text
                            )
                        : part.Text
                )
        );
    }

    private static IEnumerable<object> OnLinesOfTheirOwn(IEnumerable<XElement> elements) =>
        elements.SelectMany(element => new object[] { "\n", element }).Append("\n");

    private static string Whole(double length) => Math.Ceiling(length).ToString(CultureInfo.InvariantCulture);
}
