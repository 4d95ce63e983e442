using Multiprocessing.Testing;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Globals;

/// <summary>Rows G: what any pool of processes shows, whatever its tasks use.</summary>
internal static partial class GeneralRows
{
    public static IReadOnlyList<Observation> All { get; } =
    [
        new(
            "G01",
            Chapter.General,
            "A pool created without a size starts one worker per processor, before any work is submitted.",
            [new Post(87, 107), Docs.PoolProcesses],
            Expected.Everywhere("as many workers as processors")
        )
        {
            Experiment = Experiments.DefaultPool,
            Read = WorkersAndProcessors,
        },
        new(
            "G02",
            Chapter.General,
            "Items are sent in chunks, about four per worker: the chunk size is the number of items "
                + "divided by four times the number of workers, rounded up.",
            [CPythonFile.Pool("_map_async")],
            Expected.Everywhere("[2, 2, 1]; [1, 1, 1, 1, 1]; [13, 13, 13, 13, 13, 13, 13, 9]; []")
        )
        {
            Experiment = Experiments.Chunks,
            Read = ChunksChosen,
        },
        new(
            "G03",
            Chapter.General,
            "Each argument is processed exactly once.",
            [.. PostSection.All],
            Expected.Everywhere(
                "f(0), f(2), f(3), f(5), f(6); g(104), g(110), g(154), g(158), g(196); h(0), h(2), h(3), h(5), h(6)"
            )
        )
        {
            Experiment = Experiments.GlobalsInPoolOfTwo,
            Read = TasksRun,
        },
        new(
            "G04",
            Chapter.General,
            "Results are in argument order, whatever the order in which tasks finish.",
            [new Post(415, 420), new Post(431, 436)],
            Expected.Everywhere("[1, 4, 9, 16]")
        )
        {
            Experiment = Experiments.ReverseOrder,
            Read = transcript => Join(transcript.Lines.Results()),
        },
        new(
            "G05",
            Chapter.General,
            "Tasks can finish, and print, in a different order from their arguments.",
            [new Post(415, 420), new Post(431, 436)],
            Expected.Everywhere("f(4), f(3), f(2), f(1)")
        )
        {
            Experiment = Experiments.ReverseOrder,
            Read = transcript => string.Join(", ", transcript.Lines.InTasks().Select(line => line.Task)),
        },
        new(
            "G06",
            Chapter.General,
            "Which worker runs which task is up to chance.",
            [new Post(93, 97), new Post(166, 170)],
            Expected.NotPromised
        )
        {
            Experiment = Experiments.IdleWorker,
            Read = transcript => Join(transcript.Lines.InTasks().Select(line => line.Process)),
        },
        new(
            "G07",
            Chapter.General,
            "Map is a barrier: everything its tasks print comes before what main prints next.",
            [.. PostSection.All],
            Expected.Everywhere("4 of 4 tasks before the results")
        )
        {
            Experiment = Experiments.ReverseOrder,
            Read = TasksBeforeResults,
        },
        new(
            "G08",
            Chapter.General,
            "Leaving a pool's block ends its workers in the middle of their tasks: in .NET a pending result fails, "
                + "in CPython it never arrives. A pool that is closed and joined finishes its tasks.",
            [new Post(111, 125), new Post(129, 147), Docs.PoolTerminate],
            Expected.On(
                dotNet: "ObjectDisposedException, task cut short; closed: 2, task ends",
                cpython: "no answer, task cut short; closed: 2, task ends"
            )
        )
        {
            Experiment = Experiments.PoolEnd,
            Read = EndsOfPools,
        },
        new(
            "G09",
            Chapter.General,
            "A failing task does not end its worker, and the pool stays usable.",
            [new Post(87, 108)],
            Expected.Everywhere("1 worker; then [0, 1, 2]")
        )
        {
            Experiment = Experiments.Failures,
            Read = WorkersThatFailed,
        },
        new(
            "G10",
            Chapter.General,
            "Every pool has its own processes.",
            [new Post(117, 126), new Post(166, 178)],
            Expected.Everywhere("15 workers in 3 pools of 5")
        )
        {
            Experiment = Experiments.GlobalsInPoolOfFive,
            Read = WorkersOfPools,
        },
        new(
            "G11",
            Chapter.General,
            "Workers are numbered across the whole program; in .NET a worker may start children, in "
                + "CPython it may not.",
            [CPythonFile.Process("_identity and daemon")],
            Expected.Each(configuration =>
                configuration.Runtime is Runtime.DotNet
                    ? "worker-1, worker-2; 2 children"
                    : $"{configuration.StartMethod}PoolWorker-1, {configuration.StartMethod}PoolWorker-2; 0 children"
            )
        )
        {
            Experiment = Experiments.WorkerNames,
            Read = NamesAndChildren,
        },
        new(
            "G12",
            Chapter.General,
            "Main's object stays the same object, whatever its workers do.",
            [new Post(85), new Post(110), new Post(126)],
            Expected.Everywhere("one object")
        )
        {
            Experiment = Experiments.GlobalsInPoolOfOne,
            Read = ObjectsOfMain,
        },
        new(
            "G13",
            Chapter.General,
            "Lines from several processes never tear.",
            [new Manual("pipe", 7, "PIPE_BUF")],
            Expected.Everywhere("200 of 200 lines whole")
        )
        {
            Experiment = Experiments.WholeLines,
            Read = LinesWhole,
        },
        OfDefault(),
        new(
            "G15",
            Chapter.General,
            "In .NET a lambda that captures nothing can be a task, and one that captures a variable is "
                + "refused with an error that names it; in CPython no lambda can be a task.",
            [Docs.WhatCanBePickled],
            Expected.On(
                dotNet: "captures nothing: [2, 3]; captures a variable: refused, which names increment",
                cpython: "captures nothing: refused; captures a variable: refused"
            )
        )
        {
            Experiment = Experiments.Lambdas,
            Read = transcript => Join(transcript.Lines.ByMain().Select(line => line.Text)),
        },
        new(
            "G16",
            Chapter.General,
            "A function uses the globals of its own process: those of the module that a spawned worker ran, "
                + "or main's as they were at the fork.",
            [new Post(93), new Post(87), new Post(158), new Post(156)],
            Expected.Under(spawn: "its own module's", fork: "main's")
        )
        {
            Experiment = Experiments.GlobalsInPoolOfFive,
            Read = WhoseGlobals,
        },
        .. OfLazyForms(),
        .. OfInitializers(),
    ];

    private static string WorkersAndProcessors(Transcript transcript)
    {
        var said = Join(transcript.Lines.ByMain().Select(line => line.Text));
        return
            said.Split(", ") is [var workers, var processors] && workers.Split(": ")[^1] == processors.Split(": ")[^1]
            ? "as many workers as processors"
            : said;
    }

    private static string ChunksChosen(Transcript transcript) =>
        Join(transcript.Phase("chunks as the pool chooses them").Select(line => line.Text.Split("chunks: ")[^1]));

    private static string TasksRun(Transcript transcript) =>
        Join(
            from line in transcript.Lines.InTasks()
            let task = line.Task ?? ""
            orderby task.Length, task
            group task by task.Split('(')[0] into function
            orderby function.Key
            select string.Join(", ", function)
        );

    private static string TasksBeforeResults(Transcript transcript)
    {
        var before = transcript.Lines.TakeWhile(line => !line.Text.StartsWith('[')).InTasks().Count();
        return $"{before} of {transcript.Lines.InTasks().Count()} tasks before the results";
    }

    private static string WorkersThatFailed(Transcript transcript)
    {
        var workers = transcript.Lines.InTasks().ByProcess().Count();
        var results = transcript.Phase("the pool goes on").Results().LastOrDefault() ?? "nothing";
        return $"{workers} worker{(workers == 1 ? "" : "s")}; then {results}";
    }

    private static string WorkersOfPools(Transcript transcript)
    {
        string[] functions = ["f", "g", "h"];
        var pools = functions
            .Select(function => transcript.Lines.In(function).Select(line => line.Process).Distinct().Count())
            .Distinct();
        var workers = transcript.Lines.InTasks().ByProcess().Count();
        return $"{workers} workers in {functions.Length} pools of {string.Join(" or ", pools)}";
    }

    private static string NamesAndChildren(Transcript transcript)
    {
        const string Name = "my name is ";
        var names = transcript
            .Lines.Where(line => line.Text.StartsWith(Name, StringComparison.Ordinal))
            .Select(line => line.Text[Name.Length..]);
        var children = transcript.Lines.Count(line => line.Text == "a child of a worker");
        return $"{string.Join(", ", names)}; {children} children";
    }

    private static string ObjectsOfMain(Transcript transcript)
    {
        var objects = transcript
            .Lines.ByMain()
            .Except(transcript.Lines.OfModule())
            .Values("id(data)")
            .Distinct()
            .Count();
        return objects == 1 ? "one object" : $"{objects} objects";
    }

    private static string LinesWhole(Transcript transcript)
    {
        var whole = transcript.Lines.Count(line =>
            line.Text.Split(' ') is [_, { Length: 4000 } text] && text.All(c => line.Argument() == $"{c}")
        );
        return $"{whole} of {transcript.Lines.Count} lines whole";
    }

    private static string WhoseGlobals(Transcript transcript)
    {
        var own = transcript
            .Lines.ByWorkers()
            .OfModule()
            .Select(line => (line.Process, line.Value("id(data)")))
            .ToHashSet();
        var main = transcript.Lines.ByMain().Except(transcript.Lines.OfModule()).Values("id(data)").ToHashSet();
        return string.Join(
            ", ",
            transcript
                .Lines.In("f")
                .Select(line =>
                    own.Contains((line.Process, line.Value("id(data)"))) ? "its own module's"
                    : main.Contains(line.Value("id(data)")!) ? "main's"
                    : "nobody's"
                )
                .Distinct()
        );
    }
}
