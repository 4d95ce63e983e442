using System.Text.RegularExpressions;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Readme;

/// <summary>The text of the README, and of those of the packages.</summary>
internal static partial class ReadmeText
{
    public static string All { get; } = File.ReadAllText(SourceTree.PathOf("README.md")).ReplaceLineEndings("\n");

    /// <summary>The page of each package, by the package's name.</summary>
    public static IReadOnlyDictionary<string, string> OfPackages { get; } =
        Directory
            .EnumerateFiles(
                SourceTree.PathOf("src"),
                "README.md",
                new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }
            )
            .Where(IsOfPackage)
            .ToDictionary(
                file => Path.GetFileName(Path.GetDirectoryName(file)!),
                file => File.ReadAllText(file).ReplaceLineEndings("\n")
            );

    private static bool IsOfPackage(string file) =>
        Directory
            .EnumerateFiles(Path.GetDirectoryName(file)!, "*.csproj")
            .Any(project => File.ReadAllText(project).Contains("../Package.props", StringComparison.Ordinal));

    /// <summary>Each block of code, and the file named by the comment above it; null if there is none.</summary>
    public static IEnumerable<(string? File, string Language, string Code)> Blocks() =>
        OfPackages
            .Values.Prepend(All)
            .SelectMany(text => Fence().Matches(text))
            .Select(block =>
                (
                    block.Groups["file"] is { Success: true, Value: var file } ? file : null,
                    block.Groups["language"].Value,
                    block.Groups["code"].Value
                )
            );

    /// <summary>The rows of the table whose first cell begins with a text, the header first.</summary>
    public static IEnumerable<string[]> Table(string begins) =>
        All.Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {begins}", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Where(line => !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex(@"(<!-- (?<file>\S+) -->\n)?```(?<language>\w+)\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
