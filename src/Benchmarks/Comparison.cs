using System.Globalization;

namespace Benchmarks;

/// <summary>
/// A section measured on both runtimes in alternating rounds, so that other load on the machine affects both.
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
        output.WriteLine($"{section.Name, -34} {".NET", 12} {"CPython", 12} {"ratio", 8}  target");
        foreach (var figure in section.Figures)
        {
            // A figure that this system does not have is left out.
            var (beside, other) = figure.Beside is { } name ? (dotNet, name) : (cpython, figure.Name);
            if (!dotNet.TryGetValue(figure.Name, out var measured) || !beside.TryGetValue(other, out var compared))
                continue;

            var (ours, theirs) = (Median(measured), Median(compared));
            var ratio = ours / theirs;
            var label = $"{figure.Name} ({figure.Unit})";
            var note = figure.Beside is null ? "" : $" (compared with: {figure.Beside})";
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{label, -34} {ours, 12:N2} {theirs, 12:N2} {ratio, 7:N2}×  {Target(figure, ratio)}{note}"
                )
            );
        }
    }

    private static string Target(Figure figure, double ratio)
    {
        if (figure.Target is not { } target)
            return "";
        var (sign, verdict) = (figure.LessIsBetter ? "≤" : "≥", figure.IsReachedBy(ratio) ? "reached" : "missed");
        return string.Create(CultureInfo.InvariantCulture, $"{sign} {target} × {verdict}");
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
