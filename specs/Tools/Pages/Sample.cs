using System.Xml.Linq;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedState.Observing;
using SharedState.Pages;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>
/// Pages without running a program: the transcripts are snapshots of the suite. There is no CPython.
/// </summary>
internal static class Sample
{
    /// <summary>The failure of a program whose message is made to harm a page.</summary>
    public const string Failure = "It ended with </script><script>alert('1')</script> & <b>\"2\"</b>.";

    private static readonly string[] Numbers =
    [
        "G15",
        "S1.06",
        "S1.16",
        "S1.18",
        "S1.31",
        "S2.02",
        "S2.04",
        "S2.05",
        "S2.06",
        "S2.08",
        "S2.14",
    ];

    /// <summary>The class and the fact that verify a transcript of an experiment.</summary>
    private static readonly Dictionary<Experiment, (string Specs, string Fact)> Snapshots = new()
    {
        [Experiments.IdleWorker] = ("Sharing/Globals/IdleWorkerSpecs", "A_worker_without"),
        [Experiments.GlobalsInPoolOfOne] = ("Sharing/Globals/GlobalListSpecs", "Appends_accumulate"),
        [Experiments.ArgumentsInPoolOfOne] = ("Sharing/Arguments/ArgumentListSpecs", "Appends_do_not"),
        [Experiments.ArgumentsInPoolOfFive] = ("Sharing/Arguments/ArgumentListSpecs", "Each_worker"),
        [Experiments.Chunks] = ("Sharing/Arguments/ChunkSpecs", "Items_of_one"),
        [Experiments.Copies] = ("Sharing/Arguments/CopySpecs", "A_copy_is_made"),
        [Experiments.ProcessArgument] = ("Sharing/Arguments/ProcessArgumentSpecs", "The_argument"),
    };

    // Lazy: a matrix runs its programs on several threads, which would wait for this type to be initialised.
    private static readonly Lazy<XDocument> LazyGreen = new(() =>
        XDocument.Parse(Text(Rows.Where(row => row.Experiment != Experiments.Lambdas), Run))
    );

    private static readonly Lazy<XDocument> LazyLate = new(() =>
        XDocument.Parse(
            Text(
                Rows,
                (experiment, column) =>
                    experiment == Experiments.Lambdas
                        ? new(null, "timed out after 30 s.", TimedOut: true)
                        : Run(experiment, column)
            )
        )
    );

    private static readonly Lazy<XDocument> LazyDotNet = new(() =>
        XDocument.Parse(
            Text(
                Rows.Where(row => row.Experiment != Experiments.Lambdas),
                Run,
                MatrixColumn
                    .For([], new())
                    .Where(column => column.Configuration is { Runtime: Runtime.DotNet, IsMixed: false })
            )
        )
    );

    private static readonly Lazy<XDocument> LazyRed = new(() => XDocument.Parse(RedText));

    /// <summary>A page of one observation, without an answer.</summary>
    public static XDocument Small =>
        XDocument.Parse(Text(Rows.Where(row => row.Experiment == Experiments.Chunks), Run));

    /// <summary>A page on which everything holds.</summary>
    public static XDocument Green => LazyGreen.Value;

    /// <summary>A page on which a program timed out.</summary>
    public static XDocument Late => LazyLate.Value;

    /// <summary>A page without CPython.</summary>
    public static XDocument DotNet => LazyDotNet.Value;

    /// <summary>A page on which a spawned worker's appends reach main, and a program failed.</summary>
    public static XDocument Red => LazyRed.Value;

    public static string RedText =>
        Text(
            Rows,
            (experiment, column) =>
                experiment == Experiments.Lambdas ? new(null, Failure)
                : experiment == Experiments.GlobalsInPoolOfOne && column.StartMethod == StartMethod.Spawn
                    ? new(SeenByMain(Run(experiment, column).Transcript!), null)
                : Run(experiment, column)
        );

    private static IEnumerable<Observation> Rows =>
        Observations.Catalogue.All.Where(row => Numbers.Contains(row.Number));

    private static string Text(
        IEnumerable<Observation> rows,
        Func<Experiment, MatrixColumn, Outcome> outcomeOf,
        IEnumerable<MatrixColumn>? columns = null
    )
    {
        var matrix = new Matrix([.. rows], [.. columns ?? MatrixColumn.For([], new())], outcomeOf);
        matrix.Run(_ => { }, CancellationToken.None);
        return Page.Of(matrix, DateTimeOffset.UnixEpoch);
    }

    private static Outcome Run(Experiment experiment, MatrixColumn column)
    {
        var (specs, fact) = Snapshots[experiment];
        // The transcripts of a fork server's children are those of spawned ones.
        var method = column.StartMethod is StartMethod.ForkServer ? StartMethod.Spawn : column.StartMethod;
        return new(
            Transcript.Parse(
                SourceTree
                    .Snapshots.Single(snapshot =>
                        snapshot.Key.StartsWith($"{specs}.Under{method}.{fact}", StringComparison.Ordinal)
                        || snapshot.Key.StartsWith($"{specs}.UnderAnyStartMethod.{fact}", StringComparison.Ordinal)
                    )
                    .Value
            ),
            null
        );
    }

    private static Transcript SeenByMain(Transcript transcript) =>
        Transcript.Parse(
            string.Join(
                '\n',
                transcript.Lines.Select(line =>
                    line.Text.StartsWith("after", StringComparison.Ordinal)
                        ? line with
                        {
                            Text = line.Text.Replace("9]", "9, 110]", StringComparison.Ordinal),
                        }
                        : line
                )
            )
        );
}
