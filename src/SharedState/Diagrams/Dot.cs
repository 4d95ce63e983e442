using System.Globalization;
using System.Xml.Linq;

namespace SharedState.Diagrams;

/// <summary>
/// The mark of a line in the lane of its process. An object has its number and colour, and its shape shows whether
/// other processes saw it too.
/// </summary>
internal static class Dot
{
    public const double Radius = 8.5;

    /// <summary>The distance between the dots of two objects in one line.</summary>
    public const double Step = 2 * Radius;

    public static XElement OfLine(double x, double y) =>
        Svg.Element("circle", [("class", "plain"), ("cx", x), ("cy", y), ("r", 3.5)]);

    public static XElement OfObject(Objects objects, int identity, double x, double y) =>
        Svg.Group(
            string.Join(
                ' ',
                "object",
                objects.IsInSeveral(identity) ? "several" : "one",
                DiagramStyle.ColourOf(identity),
                $"i{identity}"
            ),
            Svg.Element("title", objects.Explain(identity)),
            Shape(objects.IsInSeveral(identity), x, y),
            Svg.Label("number", x, y + 3.5, identity.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>A disc if several processes saw the object; otherwise a square.</summary>
    public static XElement Shape(bool isInSeveral, double x, double y) =>
        isInSeveral
            ? Svg.Element("circle", [("cx", x), ("cy", y), ("r", Radius)])
            : Svg.Element(
                "rect",
                [
                    ("x", x - Radius + 0.5),
                    ("y", y - Radius + 0.5),
                    ("width", 2 * Radius - 1),
                    ("height", 2 * Radius - 1),
                    ("rx", 3.0),
                ]
            );
}
