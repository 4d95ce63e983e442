using System.Globalization;

namespace Benchmarks;

/// <summary>What to measure, how often, and beside which CPython.</summary>
internal sealed record Options(string Python, int Rounds, IReadOnlyList<string> Sections)
{
    private static readonly string[] All = [.. Section.All.Select(section => section.Name), Peers.Name, Scaling.Name];

    public static Options Parse(string[] arguments)
    {
        var (python, rounds, names) = ("python3", 5, new List<string>());
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--python" when i + 1 < arguments.Length:
                    python = arguments[++i];
                    break;
                case "--rounds"
                    when i + 1 < arguments.Length
                        && int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out rounds)
                        && rounds > 0:
                    i++;
                    break;
                case var name when All.Contains(name):
                    names.Add(name);
                    break;
                case var other:
                    throw new UsageException(
                        $"benchmarks: '{other}' is not a section, or its value is missing. "
                            + $"Use --python PATH, --rounds N, and sections: {string.Join(", ", All)}."
                    );
            }
        }

        return new(python, rounds, [.. All.Where(section => names.Count == 0 || names.Contains(section))]);
    }
}
