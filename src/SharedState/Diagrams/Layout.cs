using Multiprocessing.Testing;
using Observations;

namespace SharedState.Diagrams;

/// <summary>
/// Where each lane and each line of a run is drawn: lanes to the left, the text of the lines to the right.
/// </summary>
internal sealed class Layout
{
    public const double CharacterWidth = 7.25;
    public const double RowHeight = 16;

    /// <summary>The x of the legend's signs, and of main's lane unless a line has several objects.</summary>
    public const double LegendX = 26;

    // Room for the arrows of tasks between main's lane and the next.
    private const double Arrows = 52;

    private readonly double[] rows;
    private readonly double spacing,
        firstX;

    public Layout(Run run)
    {
        Texts = [.. run.Lines.Select(line => LineText.Wrap(TextOf(line)))];
        var columns = run.Lanes.Select(lane => lane.Column).DefaultIfEmpty().Max();
        spacing = columns <= 6 ? 32 : 28;
        var more = Dot.Step * (run.Dots.Select(dots => dots.Count).Append(1).Max() - 1);
        MainX = LegendX + more;
        firstX = run.Lanes.Any(lane => lane.IsMain) ? MainX + Arrows + more : MainX;
        ProcessX = run.Lanes.Select(X).DefaultIfEmpty().Max() + 24;
        TextX = ProcessX + (run.Lanes.Select(lane => lane.Process.Length).DefaultIfEmpty().Max() + 2) * CharacterWidth;
        Width = Math.Max(
            420,
            TextX
                + (Texts.SelectMany(text => text).Select(text => text.Length).DefaultIfEmpty().Max() + 1)
                    * CharacterWidth
        );

        var starts = run.Lanes.Select(lane => lane.First).ToHashSet();
        rows = new double[run.Lines.Count];
        var bottom = 8.0;
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = bottom + 12 + (run.Lines[row].IsTitle() ? 12 : 0) + (starts.Contains(row) ? 12 : 0);
            bottom = rows[row] + 12 + (Texts[row].Count - 1) * RowHeight;
        }

        LegendY = bottom + 28;
        Height = Legend.Height(run) is > 0 and var legend ? LegendY + legend - 4 : bottom + 8;
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The centre of main's lane, which is the first.</summary>
    public double MainX { get; }

    public double ProcessX { get; }

    public double TextX { get; }

    public double LegendY { get; }

    /// <summary>The text beside each line's dot, in rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Texts { get; }

    /// <summary>The centre of a lane.</summary>
    public double X(Lane lane) => lane.IsMain ? MainX : firstX + (lane.Column - 1) * spacing;

    /// <summary>The y of a line's dot.</summary>
    public double Y(int row) => rows[row];

    /// <summary>Where a lane begins.</summary>
    public double Head(Lane lane) => Y(lane.First) - 14;

    /// <summary>Where a lane ends.</summary>
    public double End(Lane lane) => Y(lane.Last) + 12;

    private static string TextOf(TranscriptLine line) => line.Task is null ? line.Text : $"in {line.Task}: {line.Text}";
}
