using System.Globalization;
using System.Xml.Linq;

namespace SharedState.Diagrams;

/// <summary>
/// Arrows between main and a task. They run beside main's lane and turn into the row of the task, where no other dot
/// stands in their way.
/// A head is drawn, not referred to: an identifier would have to be unique in a page.
/// </summary>
internal static class Arrow
{
    private const double Gap = Dot.Radius + 1.5;
    private const double Corner = 5;
    private const double Head = 6;

    // Where a task has one line, both its arrows are in one row.
    private const double Aside = 3;

    /// <summary>From a line of main's to the first line of a task.</summary>
    public static XElement ToTask(double mainX, double mainY, double x, double y)
    {
        var (rail, row, end) = (mainX + 15, y - Aside, x - Gap);
        return Group(
            "task",
            $"M{Number(mainX + Gap)} {Number(mainY)}H{Number(rail - Corner)}Q{Number(rail)} {Number(mainY)} {Number(rail)} {Number(mainY + Corner)}V{Number(row - Corner)}Q{Number(rail)} {Number(row)} {Number(rail + Corner)} {Number(row)}H{Number(end - Head)}",
            end,
            row,
            1
        );
    }

    /// <summary>From the last line of a task to a line of main's.</summary>
    public static XElement ToMain(double x, double y, double mainX, double mainY)
    {
        var (rail, row, end) = (mainX + 21, y + Aside, mainX + Gap);
        return Group(
            "result",
            $"M{Number(x - Gap)} {Number(row)}H{Number(rail + Corner)}Q{Number(rail)} {Number(row)} {Number(rail)} {Number(row + Corner)}V{Number(mainY - Corner)}Q{Number(rail)} {Number(mainY)} {Number(rail - Corner)} {Number(mainY)}H{Number(end + Head)}",
            end,
            mainY,
            -1
        );
    }

    /// <summary>One that the legend explains.</summary>
    public static XElement Straight(string style, double x, double y, int direction) =>
        Group(
            style,
            $"M{Number(x - direction * 16)} {Number(y)}H{Number(x + direction * 10)}",
            x + direction * 16,
            y,
            direction
        );

    private static XElement Group(string style, string line, double x, double y, int direction) =>
        Svg.Group(
            style,
            Svg.Element("path", [("class", "shaft"), ("d", line)]),
            Svg.Element(
                "path",
                [("class", "head"), ("d", $"M{Number(x)} {Number(y)}l{Number(-direction * (Head + 1))} -3v6Z")]
            )
        );

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
