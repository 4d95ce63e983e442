using Observations;

namespace SharedState.Book;

/// <summary>What a page is about: one program, in C# and in Python, and all experiments that run it.</summary>
internal sealed class Topic
{
    private Topic(Checkout checkout, IReadOnlyList<Experiment> experiments, IEnumerable<Snapshot> snapshots)
    {
        Experiments = experiments;
        PythonFile = $"src/Observations/{experiments[0].PythonFile}";
        CSharpFile = $"{Folder}/{experiments[0].DotNet.Name.Split('.')[0]}.cs";
        Explanation = Explanation.Read(checkout, Path.ChangeExtension(CSharpFile, ".md"));
        Snapshots =
        [
            .. snapshots
                .Where(snapshot => experiments.Contains(snapshot.Experiment))
                .OrderBy(snapshot => Configuration.All.ToList().IndexOf(snapshot.Columns[0])),
        ];
        Specs =
        [
            .. Runners(checkout)
                .Where(spec =>
                    experiments.Any(experiment =>
                        checkout
                            .Read(spec)
                            .Contains(
                                $"{nameof(Observations.Experiments)}.{NameOf(experiment)})",
                                StringComparison.Ordinal
                            )
                    )
                ),
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

    public string PythonFile { get; }

    public string CSharpFile { get; }

    public Explanation Explanation { get; }

    /// <summary>The transcripts of its experiments, in the order of the columns.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    /// <summary>
    /// The observations that it shows, and those that nothing shows, of which its explanation speaks.
    /// </summary>
    public IReadOnlyList<Observation> Rows { get; }

    /// <summary>Observations that another program shows, of which its explanation speaks too.</summary>
    public IReadOnlyList<Observation> Related { get; }

    /// <summary>The specs that look at its experiments.</summary>
    public IReadOnlyList<string> Specs { get; }

    public string Title => Explanation.Title;

    /// <summary>The chapter in whose folder its program stands.</summary>
    public string Chapter => Folder.Split('/')[^1];

    /// <summary>Its page in the book.</summary>
    public string Page => $"{BookFiles.Folder}/{Path.GetFileNameWithoutExtension(PythonFile).Replace('_', '-')}.md";

    private string Folder => PythonFile[..PythonFile.LastIndexOf('/')];

    private IEnumerable<string> Runners(Checkout checkout) =>
        checkout
            .Files("specs", "Specs.cs")
            .Where(spec => spec.StartsWith($"specs/Sharing/{Chapter}/", StringComparison.Ordinal));

    private static string NameOf(Experiment experiment) =>
        Observations.Experiments.All.First(run => run.Experiment == experiment).Name;

    public static IEnumerable<Topic> In(Checkout checkout)
    {
        var snapshots = Verifications.In(checkout).ToArray();
        return Observations
            .Experiments.All.Select(run => run.Experiment)
            .GroupBy(experiment => experiment.PythonFile)
            .Select(program => new Topic(checkout, [.. program], snapshots));
    }
}
