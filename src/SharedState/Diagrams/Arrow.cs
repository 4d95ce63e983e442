using System.Globalization;
using System.Xml.Linq;

namespace SharedState.Diagrams;

/// <summary>
/// Arrows between main and a task. They run beside main's lane and turn into the row of the task, where there is no
/// other dot. A head is drawn, not referenced: an id would have to be unique in a page.
/// </summary>
internal static class Arrow
{
    private const double Gap = Dot.Radius + 1.5;
    private const double Corner = 5;
    private const double Head = 6;

    // If a task has one line, both its arrows are in one row.
    private const double Aside = 3;

    /// <summary>From a line of main's to the first line of a task.</summary>
    public static XElement ToTask(double mainX, double mainY, double x, double y)
    {
        var (rail, row, end) = (mainX + 15, y - Aside, x - Gap);
        var down = $"H{Number(rail - Corner)}{Turn(rail, mainY, rail, mainY + Corner)}V{Number(row - Corner)}";
        var right = $"{Turn(rail, row, rail + Corner, row)}H{Number(end - Head)}";
        return Group("task", $"M{Point(mainX + Gap, mainY)}{down}{right}", end, row, 1);
    }

    /// <summary>From the last line of a task to a line of main's.</summary>
    public static XElement ToMain(double x, double y, double mainX, double mainY)
    {
        var (rail, row, end) = (mainX + 21, y + Aside, mainX + Gap);
        var down = $"H{Number(rail + Corner)}{Turn(rail, row, rail, row + Corner)}V{Number(mainY - Corner)}";
        var left = $"{Turn(rail, mainY, rail - Corner, mainY)}H{Number(end + Head)}";
        return Group("result", $"M{Point(x - Gap, row)}{down}{left}", end, mainY, -1);
    }

    /// <summary>The straight arrow of the legend.</summary>
    public static XElement Straight(string style, double x, double y, int direction) =>
        Group(style, $"M{Point(x - direction * 16, y)}H{Number(x + direction * 10)}", x + direction * 16, y, direction);

    private static XElement Group(string style, string line, double x, double y, int direction) =>
        Svg.Group(
            style,
            Svg.Element("path", [("class", "shaft"), ("d", line)]),
            Svg.Element("path", [("class", "head"), ("d", $"M{Point(x, y)}l{Number(-direction * (Head + 1))} -3v6Z")])
        );

    /// <summary>A round corner.</summary>
    private static string Turn(double x, double y, double toX, double toY) => $"Q{Point(x, y)} {Point(toX, toY)}";

    private static string Point(double x, double y) => $"{Number(x)} {Number(y)}";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
