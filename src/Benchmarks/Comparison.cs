using System.Globalization;

namespace Benchmarks;

/// <summary>
/// A section measured on both runtimes, a round of each in turn, so that what else the machine does meets both.
/// </summary>
internal sealed class Comparison(
    Section section,
    Dictionary<string, List<double>> dotNet,
    Dictionary<string, List<double>> cpython
)
{
    public static Comparison Run(Section section, CPython cpython, int rounds)
    {
        Dictionary<string, List<double>> ours = [],
            theirs = [];
        for (var round = 0; round < rounds; round++)
        {
            Add(ours, section.Measure(cpython));
            Add(theirs, cpython.Measure(section.Name));
        }

        return new(section, ours, theirs);
    }

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{section.Name, -34} {".NET", 12} {"CPython", 12} {"ratio", 8}  aim");
        foreach (var figure in section.Figures)
        {
            // One that this system does not have is left out.
            var (beside, other) = figure.Beside is { } name ? (dotNet, name) : (cpython, figure.Name);
            if (!dotNet.TryGetValue(figure.Name, out var measured) || !beside.TryGetValue(other, out var compared))
                continue;

            var (ours, theirs) = (Median(measured), Median(compared));
            var ratio = ours / theirs;
            var aim = figure.Target is { } target
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(figure.LessIsBetter ? "≤" : "≥")} {target} × {(figure.IsReachedBy(ratio) ? "reached" : "missed")}"
                )
                : "";
            var note = figure.Beside is null ? "" : $" (beside a {figure.Beside})";
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{$"{figure.Name} ({figure.Unit})", -34} {ours, 12:N2} {theirs, 12:N2} {ratio, 7:N2}×  {aim}{note}"
                )
            );
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static void Add(Dictionary<string, List<double>> all, Dictionary<string, double> round)
    {
        foreach (var (name, value) in round)
        {
            if (!all.TryGetValue(name, out var values))
                all.Add(name, values = []);
            values.Add(value);
        }
    }
}
