using Multiprocessing.Testing;
using Observations.Sources;

namespace Observations.Additions;

/// <summary>Rows N: what .NET has and CPython's <c>multiprocessing</c> does not.</summary>
internal static class AdditionRows
{
    public static IReadOnlyList<Observation> All { get; } =
    [
        new(
            "N01",
            Chapter.Additions,
            "With Outcomes() each item has its own outcome: an item that throws fails alone, and a worker that dies "
                + "fails the items of its chunk.",
            [Docs.PoolImap, new Issue(22393)],
            Expected.OnlyOnDotNet(
                "0, InvalidOperationException, WorkerLostException, WorkerLostException, 16, 25; "
                    + "without: InvalidOperationException"
            )
        )
        {
            Experiment = Experiments.ItemOutcomes,
            Read = transcript =>
                $"{Outcomes(transcript.Phase("an outcome for each item"))}; "
                + $"without: {Outcomes(transcript.Phase("one outcome for all items"))}",
        },
        new(
            "N02",
            Chapter.Additions,
            "With RetryLost a chunk whose worker died runs again in another worker; an item that threw, or that "
                + "has been answered, does not.",
            [new Issue(22393), Docs.BrokenProcessPool],
            Expected.OnlyOnDotNet("g(0), g(1), g(2), then g(2), g(3); outcomes: 0, InvalidOperationException, 4, 9")
        )
        {
            Experiment = Experiments.ItemOutcomes,
            Read = transcript =>
                $"{TasksByWorker(transcript.Phase("lost items run again"))}; "
                + $"outcomes: {Outcomes(transcript.Phase("lost items run again"))}",
        },
    ];

    private static string Outcomes(IEnumerable<TranscriptLine> phase) =>
        string.Join(", ", phase.ByMain().Select(line => line.Text.Split(": ")[^1]));

    private static string TasksByWorker(IEnumerable<TranscriptLine> phase) =>
        string.Join(
            ", then ",
            phase.InTasks().ByProcess().Select(worker => string.Join(", ", worker.Select(line => line.Task)))
        );
}
