using Multiprocessing.Testing;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Globals;

// How a pool ends, and what forms show that give results one by one.
internal static partial class GeneralRows
{
    private static IEnumerable<Observation> OfLazyForms() =>
        [
            new(
                "G17",
                Chapter.General,
                "A lazy form gives its results in argument order, each as soon as those before it are there.",
                [Docs.PoolImap],
                Expected.Everywhere("f(2), f(1), result 1, result 2, f(3), result 3")
            )
            {
                Experiment = Experiments.LazyResults,
                Read = transcript => TasksAndResults(transcript.Phase("in the order of the arguments")),
            },
            new(
                "G18",
                Chapter.General,
                "An unordered lazy form gives its results as tasks finish.",
                [Docs.PoolImapUnordered],
                Expected.Everywhere("g(2), result 2, g(1), result 1")
            )
            {
                Experiment = Experiments.LazyResults,
                Read = transcript => TasksAndResults(transcript.Phase("as tasks finish")),
            },
            new(
                "G19",
                Chapter.General,
                "In .NET a lazy form reads its source only a bounded number of items ahead of the results that were "
                    + "taken; in CPython it reads on to the end.",
                [CPythonFile.Pool("_handle_tasks")],
                Expected.On(dotNet: "4 of 100 items are read", cpython: "100 of 100 items are read")
            )
            {
                Experiment = Experiments.LazyResults,
                Read = transcript => Join(transcript.Phase("one result is taken").Select(line => line.Text)),
            },
        ];

    private static string TasksAndResults(IEnumerable<TranscriptLine> phase) =>
        string.Join(", ", phase.Select(line => line.Task ?? line.Text.Replace(":", "", StringComparison.Ordinal)));

    private static string EndsOfPools(Transcript transcript)
    {
        return $"{End("the block is left", "work(1)")}; closed: {End("closed and joined", "work(2)")}";

        string End(string title, string task)
        {
            var phase = transcript.Phase(title);
            var result = Join(phase.ByMain().Select(line => line.Text.Split(": ")[^1]));
            var last = phase.LastOrDefault(line => line.Task == task)?.Text;
            return $"{result}, task {(last == "begins" ? "cut short" : last)}";
        }
    }
}
