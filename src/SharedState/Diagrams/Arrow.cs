using System.Globalization;
using System.Xml.Linq;

namespace SharedState.Diagrams;

/// <summary>An arrow from one dot to another. Its head is drawn, not referred to: an identifier would have to be unique in a page.</summary>
internal static class Arrow
{
    private const double Gap = Dot.Radius + 1.5;

    public static XElement Between(string style, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        (dx, dy) = (dx / length, dy / length);
        var (x1, y1) = (from.X + Gap * dx, from.Y + Gap * dy);
        var (x2, y2) = (to.X - Gap * dx, to.Y - Gap * dy);
        return Svg.Group(style,
            Svg.Line(null, x1, y1, x2 - 4 * dx, y2 - 4 * dy),
            Svg.Element("path", [("d", $"M{Number(x2)} {Number(y2)}L{Number(x2 - 7 * dx - 3 * dy)} {Number(y2 - 7 * dy + 3 * dx)}L{Number(x2 - 7 * dx + 3 * dy)} {Number(y2 - 7 * dy - 3 * dx)}Z")]));
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
