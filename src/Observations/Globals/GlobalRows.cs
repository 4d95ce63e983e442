using Multiprocessing;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Globals;

/// <summary>Rows S1: the post's first chapter, global variables. Here those of spawned workers.</summary>
internal static partial class GlobalRows
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private const string IndexError = "***IndexError: list index out of range***";
    private const string Results = "[3, 6, 0, 2, 5]";

    public static IReadOnlyList<Observation> All { get; } = [.. Spawned(), .. Forked()];

    private static IEnumerable<Observation> Spawned() =>
        [
            new(
                "S1.01",
                Chapter.Globals,
                "Main runs the module once.",
                [new Post(83, 84)],
                Expected.Everywhere("2 lines")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = transcript => Lines(transcript.Lines.ByMain().OfModule()),
            },
            new(
                "S1.02",
                Chapter.Globals,
                "A spawned worker runs the whole module once, before its first task.",
                [new Post(87, 92)],
                Expected.Under(spawn: "15 of 15 workers")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = WorkersThatRanTheModuleFirst,
            },
            new(
                "S1.03",
                Chapter.Globals,
                "A pool that lives until its workers are up runs the module once per worker; closing and "
                    + "joining it adds no run.",
                [new Post(87, 107)],
                Expected.Under(spawn: "5, 5, 5")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = ModuleRunsOfPools,
            },
            new(
                "S1.04",
                Chapter.Globals,
                "In .NET every worker that was started runs the module, even if its pool is terminated "
                    + "meanwhile; in CPython it can be killed first.",
                [new Post(111, 125), new Post(129, 147)],
                Expected.On(dotNet: "1 of 1 worker", cpython: "0 of 1 worker", only: Experiments.RunsTheModule)
            )
            {
                Experiment = Experiments.Termination,
                Read = WorkersThatRanTheModule,
            },
            new(
                "S1.05",
                Chapter.Globals,
                "In .NET a worker always completes its run of the module; in CPython terminating the pool "
                    + "can cut the run short.",
                [CPythonFile.Pool("_terminate_pool")],
                Expected.On(dotNet: "begins; ends", cpython: "begins", only: Experiments.RunsTheModule)
            )
            {
                Experiment = Experiments.Termination,
                Read = transcript =>
                    Join(transcript.Lines.ByWorkers().OfModule().Select(line => line.Text.Split(": ")[^1])),
            },
            new(
                "S1.06",
                Chapter.Globals,
                "A spawned worker that never gets a task runs the module all the same.",
                [new Post(98, 107), new Post(122, 125), new Post(138, 147)],
                Expected.Under(spawn: "1 idle worker")
            )
            {
                Experiment = Experiments.IdleWorker,
                Read = IdleWorkersThatRanTheModule,
            },
            new(
                "S1.07",
                Chapter.Globals,
                "A worker is replaced after its quota of tasks, where a task is a chunk; a spawned "
                    + "replacement starts from the module again.",
                [Docs.MaxTasksPerChild],
                Expected.Under(spawn: "1, 1, 1 from []; 4, 4 from []")
            )
            {
                Experiment = Experiments.Replacement,
                Read = ItemsOfReplacedWorkers,
            },
            new(
                "S1.08",
                Chapter.Globals,
                "In a spawned worker a global is one object in all tasks: the one that the worker's own run "
                    + "of the module made.",
                [new Post(93, 97), new Post(87)],
                Expected.Under(spawn: "15 of 15 tasks")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = TasksWithTheModulesObject,
            },
            new(
                "S1.09",
                Chapter.Globals,
                "Addresses in different processes can be equal or different; neither means anything.",
                [new Post(85), new Post(87), new Post(89)],
                Expected.NotPromised
            ),
            new(
                "S1.10",
                Chapter.Globals,
                "A spawned worker sees the value that the module assigns, not what main assigned later.",
                [new Post(117)],
                Expected.Under(spawn: "[]")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = ListsBeforeTheAppend,
            },
            new(
                "S1.11",
                Chapter.Globals,
                "So under spawn a task that reads main's elements fails, through a list as well as through "
                    + "an object.",
                [new Post(108), new Post(148)],
                Expected.Under(spawn: $"{IndexError}; {IndexError}")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = transcript => Join(transcript.Lines.Results()),
            },
            new(
                "S1.12",
                Chapter.Globals,
                "An exception comes back with its type, its message and its fields; "
                    + "its cause names the function that threw it in the worker.",
                [new Post(108), CPythonFile.Pool("RemoteTraceback")],
                Expected.Everywhere($"{IndexError}; its cause names read: True; ***Refusal: 1 is refused, code 1***")
            )
            {
                Experiment = Experiments.Failures,
                Read = FailuresInMain,
            },
            new(
                "S1.13",
                Chapter.Globals,
                "A failing task does not cancel the others: Map throws when all have ended.",
                [new Post(93, 97), new Post(108)],
                Expected.Under(spawn: $"5 tasks, then {IndexError}")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = TasksBeforeTheFailure,
            },
            new(
                "S1.14",
                Chapter.Globals,
                "A failure ends its own chunk; the other chunks run to their end.",
                [CPythonFile.Pool("mapstar")],
                Expected.Everywhere("0, 1, 3, 4, 5")
            )
            {
                Experiment = Experiments.Failures,
                Read = transcript => string.Join(", ", transcript.Lines.In("refuse").Select(line => line.Argument())),
            },
            new(
                "S1.15",
                Chapter.Globals,
                "Of several failures .NET throws the one of the lowest index, CPython the one that arrives first.",
                [CPythonFile.Pool("MapResult._set")],
                Expected.On(dotNet: "fail(0)", cpython: "fail(1)")
            )
            {
                Experiment = Experiments.FirstFailure,
                Read = transcript =>
                    Join(transcript.Lines.ByMain().Select(line => line.Text.Trim('*').Split(": ")[^1])),
            },
            new(
                "S1.16",
                Chapter.Globals,
                "Writes accumulate in one spawned worker, starting from the module's value.",
                [new Post(117, 121)],
                Expected.Under(
                    spawn: "[110]; [110, 104]; [110, 104, 196]; [110, 104, 196, 154]; [110, 104, 196, 154, 158]"
                )
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = transcript => Join(transcript.Lines.In("g").Values("data")),
            },
            new(
                "S1.17",
                Chapter.Globals,
                "Each spawned worker has its own chain of writes; together the chains hold each argument once.",
                [new Post(117, 121)],
                Expected.Under(spawn: "own chains from []")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfTwo,
                Read = Chains,
            },
            new(
                "S1.18",
                Chapter.Globals,
                "After all appends main's list is what it was before.",
                [new Post(126), new Post(171)],
                Expected.Everywhere($"before {Untouched}, after {Untouched}")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = MainsListBeforeAndAfter,
            },
            new(
                "S1.19",
                Chapter.Globals,
                "An assignment in main binds the name to a different object from the one that the module's "
                    + "run made.",
                [new Post(83), new Post(85), new Post(84), new Post(127)],
                Expected.Everywhere("data: another object, a: another object")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = ObjectsAssigned,
            },
            new(
                "S1.20",
                Chapter.Globals,
                "In .NET a program needs no guard around the start of processes; "
                    + "in CPython a spawned child without one fails.",
                [Docs.SafeImporting],
                Expected.Each(configuration =>
                    configuration is { Runtime: Runtime.CPython, StartMethod: not StartMethod.Fork }
                        ? "task fails, exit code 1"
                        : "task runs, exit code 0"
                )
            )
            {
                Experiment = Experiments.NoGuard,
                Read = OutcomeWithoutGuard,
            },
            new(
                "S1.21",
                Chapter.Globals,
                "A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either, "
                    + "so each of its children does; in CPython that depends on the version.",
                [Docs.SpawnAndForkServer, Docs.ForkServerPreload],
                Expected.Each(configuration =>
                    configuration switch
                    {
                        { StartMethod: StartMethod.Spawn } => "run by the worker, a child of main",
                        { StartMethod: StartMethod.Fork } => "not run; the worker is a child of main",
                        { Runtime: Runtime.CPython } => Expectation.NotPromised,
                        _ => "run by the worker, a child of the server",
                    }
                )
            )
            {
                Experiment = Experiments.WorkerOrigin,
                Read = RunsAndParents,
            },
        ];
}
