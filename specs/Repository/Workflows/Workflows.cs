using System.Text.RegularExpressions;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Workflows;

/// <summary>The text of the workflows.</summary>
internal static partial class Workflows
{
    public static IReadOnlyDictionary<string, string> Texts { get; } =
        Directory
            .EnumerateFiles(SourceTree.PathOf(".github/workflows"))
            .ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"));

    /// <summary>The lines of each job, by its workflow and its own name.</summary>
    public static IEnumerable<(string Name, string[] Lines)> Jobs() =>
        from text in Texts
        from Match job in Job().Matches(text.Value[text.Value.IndexOf("\njobs:\n", StringComparison.Ordinal)..])
        select ($"{text.Key}: {job.Groups["name"].Value}", job.Groups["lines"].Value.Split('\n'));

    /// <summary>The parts into which the matrix divides the specs, by operating system.</summary>
    public static ILookup<string, Filter> Matrix() =>
        Part()
            .Matches(Texts["ci.yml"])
            .ToLookup(part => part.Groups["os"].Value, part => new Filter(part.Groups["filter"].Value));

    [GeneratedRegex(@"^  (?<name>\w+):\n(?<lines>(    .*\n|\n)+)", RegexOptions.Multiline)]
    private static partial Regex Job();

    [GeneratedRegex(@"- os: (?<os>\S+)\n +start: .+\n +filter: (?<filter>.+)\n")]
    private static partial Regex Part();
}
