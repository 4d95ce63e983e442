using Multiprocessing;
using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Globals;

// How workers are started and prepared.
internal static partial class GeneralRows
{
    private static Observation OfDefault() =>
        new(
            "G14",
            Chapter.General,
            "A pool that is given no start method uses the default: in .NET "
                + $"{StartMethods.Default.Name()}, as StartMethods.Default says; in CPython it depends on the version "
                + "and the system.",
            [Docs.StartMethodOfContext, Docs.PoolProcesses],
            Expected.On(dotNet: StartMethods.Default.Name(), cpython: Expectation.NotPromised)
        )
        {
            Experiment = Experiments.WorkerOrigin,
            Read = MethodWithoutOne,
        };

    private static IEnumerable<Observation> OfInitializers() =>
        [
            new(
                "G20",
                Chapter.General,
                "The initializer of a pool runs once in each worker, before its first task; a replacement runs it too.",
                [Docs.PoolProcesses],
                Expected.Everywhere("prepare(7), f(1), f(2), then prepare(7), f(3); prepared = 7, 7, 7")
            )
            {
                Experiment = Experiments.Initializers,
                Read = transcript => PreparedTasks(transcript.Phase("workers prepare themselves")),
            },
            new(
                "G21",
                Chapter.General,
                "In .NET an initializer that throws fails each call of its pool; in CPython the worker is replaced "
                    + "again and again, and the call never returns.",
                [CPythonFile.Pool("_repopulate_pool")],
                Expected.On(
                    dotNet: "WorkerInitializationException, caused by InvalidOperationException",
                    cpython: "no answer"
                )
            )
            {
                Experiment = Experiments.Initializers,
                Read = transcript =>
                    Join(transcript.Phase("workers fail to").Select(line => line.Text.Split("the call: ")[^1])),
            },
        ];

    /// <summary>How the worker was started, by what it sees of its module and its parent.</summary>
    private static string MethodWithoutOne(Transcript transcript)
    {
        var said = transcript
            .Lines.ByMain()
            .Select(line => line.Text.Split("default: "))
            .FirstOrDefault(parts => parts.Length == 2)
            ?[1];
        var worker = string.Concat(transcript.Phase("is given no start method").In("tell").Select(line => line.Text));
        var used =
            worker.Length == 0 ? "nothing"
            : !worker.EndsWith("main started me: True", StringComparison.Ordinal) ? StartMethod.ForkServer.Name()
            : worker.StartsWith("the module ran here: True", StringComparison.Ordinal) ? StartMethod.Spawn.Name()
            : StartMethod.Fork.Name();
        return used == said ? used : $"{used}, where the default is {said}";
    }

    private static string PreparedTasks(IReadOnlyList<TranscriptLine> phase)
    {
        var workers = phase.InTasks().ByProcess().Select(worker => string.Join(", ", worker.Select(line => line.Task)));
        return $"{string.Join(", then ", workers)}; prepared = {string.Join(", ", phase.Values("prepared"))}";
    }
}
