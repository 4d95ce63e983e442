using System.Text.RegularExpressions;
using Multiprocessing;
using Observations;

namespace SharedState.Book;

/// <summary>
/// Finds the verified transcripts in the specs: <c>VerifyTranscript(Run(Experiments.Chunks).Raw)</c> says what ran, the
/// class where.
/// </summary>
internal static partial class Verifications
{
    public static IEnumerable<Snapshot> In(Checkout checkout) =>
        from spec in checkout.Files("specs", "Specs.cs")
        let source = checkout.Read(spec)
        from Match verification in Verification().Matches(source)
        let types = Type()
            .Matches(source[..verification.Index])
            .GroupBy(type => type.Groups["indent"].Value)
            .Select(nested => nested.Last().Groups["name"].Value)
        let name = $"{string.Join('.', types)}.{verification.Groups["fact"].Value}"
        let file = $"snapshots{Path.GetDirectoryName(spec)!.Replace('\\', '/')["specs".Length..]}/{name}.verified.txt"
        from run in Experiments.All
        where run.Name == verification.Groups["experiment"].Value
        select new Snapshot(
            name,
            file,
            spec,
            run.Experiment,
            verification.Groups["form"].Value,
            [.. Configuration.All.Where(column => IsAbout(name, run.Experiment, column))],
            checkout.Read(file)
        );

    /// <summary>A class is named for its start method and for its runtime, if it has one.</summary>
    private static bool IsAbout(string name, Experiment experiment, Configuration column)
    {
        var underOne = Enum.GetNames<StartMethod>().Any(method => Has($"Under{method}"));
        var onOne = Enum.GetNames<Runtime>().Any(runtime => Has($"On{runtime}"));
        return (experiment.Only ?? column.StartMethod) == column.StartMethod
            && (!underOne || Has($"Under{column.StartMethod}"))
            && (!onOne || Has($"On{column.Runtime}"));

        bool Has(string word) => Regex.IsMatch(name, $"{word}(?![a-z])");
    }

    [GeneratedRegex(
        @"\b(?<fact>\w+)\(\)\s*=>\s*VerifyTranscript\(\s*(?:(?<form>\w+)\()?Run\(Experiments\.(?<experiment>\w+)[^()]*\)(?:\.(?<form>\w+))?\)"
    )]
    private static partial Regex Verification();

    [GeneratedRegex(@"^(?<indent> *)(?:public|internal) [a-z ]*class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Type();
}
