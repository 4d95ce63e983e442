using System.Globalization;
using Multiprocessing;
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
        new(
            "N03",
            Chapter.Additions,
            "With TaskTimeout a task that runs longer fails alone: its worker is killed and replaced, and the others "
                + "go on.",
            [Docs.AsyncResultGet],
            Expected.OnlyOnDotNet("f(0), f(1), then f(2); outcomes: 0, TimeoutException, 4")
        )
        {
            Experiment = Experiments.TimeLimits,
            Read = transcript => $"{TasksByWorker(transcript.Lines)}; outcomes: {Outcomes(transcript.Lines)}",
        },
        new(
            "N04",
            Chapter.Additions,
            "What StartMethods.Preload has the fork server run is not run in its children, and they share what it "
                + "made: reading it copies nothing.",
            [Docs.ForkServerPreload],
            Expected.OnlyOnDotNet(
                "run by forkserver; 4 of 4 workers read 200 MB and have less than 5 MB of their own",
                only: [StartMethod.ForkServer]
            )
        )
        {
            Experiment = Experiments.Preloading,
            Read = MemoryOfReaders,
        },
    ];

    private static string MemoryOfReaders(Transcript transcript)
    {
        var makers = transcript.Lines.In("make").Select(line => line.Process);
        var modules = transcript
            .Lines.OfModule()
            .Count(line => line.Process.StartsWith("worker", StringComparison.Ordinal));
        var readers = transcript.Lines.In("read").ToArray();
        var small = readers.Count(line =>
            line.Value("largest") == "49999999"
            && long.TryParse(line.Value("private"), CultureInfo.InvariantCulture, out var own)
            && own < 5_000_000
        );
        return $"run by {string.Join(", ", makers)}{(modules > 0 ? " and by workers" : "")}; "
            + $"{small} of {readers.Length} workers read 200 MB and have less than 5 MB of their own";
    }

    private static string Outcomes(IEnumerable<TranscriptLine> phase) =>
        string.Join(", ", phase.ByMain().Select(line => line.Text.Split(": ")[^1]));

    private static string TasksByWorker(IEnumerable<TranscriptLine> phase) =>
        string.Join(
            ", then ",
            phase.InTasks().ByProcess().Select(worker => string.Join(", ", worker.Select(line => line.Task)))
        );
}
