using System.Globalization;

namespace Benchmarks;

/// <summary>What to measure, how often, and beside which CPython.</summary>
internal sealed record Options(string Python, int Rounds, IReadOnlyList<Section> Sections)
{
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
                case var name when Section.All.Any(section => section.Name == name):
                    names.Add(name);
                    break;
                case var other:
                    var sections = string.Join(", ", Section.All.Select(section => section.Name));
                    throw new UsageException(
                        $"benchmarks: '{other}' is not a section, or its value is missing. "
                            + $"Use --python PATH, --rounds N, and sections: {sections}."
                    );
            }
        }

        return new(python, rounds, [.. Section.All.Where(section => names.Count == 0 || names.Contains(section.Name))]);
    }
}
