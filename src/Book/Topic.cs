using System.Text.RegularExpressions;
using Observations;

namespace Book;

/// <summary>
/// What a page is about: one program, in C# and where Python has what it uses in Python, and all experiments that run
/// it.
/// </summary>
internal sealed partial class Topic
{
    private const string Programs = "src/Observations";

    private Topic(Checkout checkout, IReadOnlyList<Experiment> experiments, IEnumerable<Snapshot> snapshots)
    {
        Experiments = experiments;
        PythonFile = experiments[0].PythonFile is { } python ? $"{Programs}/{python}" : null;
        CSharpFile = $"{Programs}/{experiments[0].CSharpFile}";
        Explanation = Explanation.Read(checkout, Path.ChangeExtension(CSharpFile, ".md"));
        Snapshots =
        [
            .. snapshots
                .Where(snapshot => experiments.Contains(snapshot.Experiment))
                .OrderBy(snapshot => Configuration.All.ToList().IndexOf(snapshot.Configurations[0])),
        ];
        Specs =
        [
            .. checkout
                .Files($"specs/Sharing/{Chapter}", "Specs.cs")
                .Where(spec => experiments.Any(experiment => checkout.Read(spec).Contains(Mention(experiment)))),
        ];
        Rows =
        [
            .. Catalogue.All.Where(row =>
                row.Experiment is null
                    ? Explanation.Sections.ContainsKey(row.Number)
                    : experiments.Contains(row.Experiment)
            ),
        ];
        Related = [.. Catalogue.All.Where(row => Explanation.Sections.ContainsKey(row.Number)).Except(Rows)];
    }

    public IReadOnlyList<Experiment> Experiments { get; }

    /// <summary>Null where only .NET has what the program uses.</summary>
    public string? PythonFile { get; }

    public string CSharpFile { get; }

    public Explanation Explanation { get; }

    /// <summary>The transcripts of its experiments, in the order of the configurations.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    /// <summary>
    /// The observations that it shows, and those that no program shows and its explanation is about.
    /// </summary>
    public IReadOnlyList<Observation> Rows { get; }

    /// <summary>Observations that another program shows and its explanation is also about.</summary>
    public IReadOnlyList<Observation> Related { get; }

    /// <summary>The specs that look at its experiments.</summary>
    public IReadOnlyList<string> Specs { get; }

    public string Title => Explanation.Title;

    /// <summary>The chapter in whose folder its program is.</summary>
    public string Chapter => Folder.Split('/')[^1];

    /// <summary>Its page in the book.</summary>
    public string Page => $"{BookFiles.Folder}/{Words(Path.GetFileNameWithoutExtension(CSharpFile))}.md";

    private string Folder => CSharpFile[..CSharpFile.LastIndexOf('/')];

    /// <summary>
    /// How a spec that keeps no transcript runs an experiment. A transcript names its experiment in the index.
    /// </summary>
    private static string Mention(Experiment experiment) => $"{nameof(Observations.Experiments)}.{experiment.Id})";

    public static IEnumerable<Topic> In(Checkout checkout)
    {
        var snapshots = TranscriptIndex.In(checkout).ToArray();
        return Observations
            .Experiments.All.GroupBy(experiment => experiment.CSharpFile)
            .Select(program => new Topic(checkout, [.. program], snapshots));
    }

    /// <summary><c>later-write</c> of <c>LaterWrite</c>.</summary>
    private static string Words(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
