using System.Xml.Linq;

namespace SharedState.Diagrams;

/// <summary>Explains the signs that the diagram uses.</summary>
internal static class Legend
{
    private const double RowHeight = 20;

    /// <summary>The height of the legend of a run.</summary>
    public static double Height(Run run) => Signs(run).Count() * RowHeight;

    public static IEnumerable<XElement> Of(Run run, double x, double y) =>
        Signs(run)
            .Select(
                (sign, n) =>
                    Svg.Group(
                        "legend",
                        sign.Draw(x, y + n * RowHeight),
                        Svg.Label("words", x + 22, y + n * RowHeight + 4, sign.Meaning)
                    )
            );

    private static IEnumerable<(Func<double, double, XElement> Draw, string Meaning)> Signs(Run run)
    {
        if (run.Objects.Identities.Any(run.Objects.IsInSeveral))
        {
            yield return (
                (x, y) => Svg.Group("object several", Dot.Shape(true, x, y)),
                "seen in several processes: one object, or its forked copies"
            );
        }

        if (!run.Objects.Identities.All(run.Objects.IsInSeveral))
            yield return ((x, y) => Svg.Group("object one", Dot.Shape(false, x, y)), "seen in one process only");
        if (run.Tasks.Any(task => task.Sent is not null))
            yield return ((x, y) => Arrow.Straight("task", x, y, 1), "a task began after this line of main");
        if (run.Tasks.Any(task => task.Received is not null))
            yield return ((x, y) => Arrow.Straight("result", x, y, -1), "a task had ended before this line of main");
    }
}
