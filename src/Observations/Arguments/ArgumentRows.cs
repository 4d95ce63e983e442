using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Arguments;

/// <summary>Rows S2: the post's second chapter, arguments.</summary>
internal static class ArgumentRows
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private const string Results = "[3, 6, 0, 2, 5]";

    public static IReadOnlyList<Observation> All { get; } =
    [
        new(
            "S2.01",
            Chapter.Arguments,
            "A spawned worker runs the module even if its tasks use none of it.",
            [new PostSection(2), Docs.SpawnAndForkServer],
            Expected.Under(spawn: "main and 15 workers", fork: "main and 0 workers")
        )
        {
            Experiment = Experiments.ArgumentsInPoolOfFive,
            Read = ModuleRuns,
        },
        new(
            "S2.02",
            Chapter.Arguments,
            "In the worker an argument has main's content, under every start method.",
            [new Post(252, 257), new Post(281, 286), new Post(268, 273), new Post(297, 302)],
            Expected.Everywhere($"{Results}; {Results}")
        )
        {
            Experiment = Experiments.ArgumentsInPoolOfFive,
            Read = transcript => Join(transcript.Lines.Results()),
        },
        new(
            "S2.03",
            Chapter.Arguments,
            "An argument is a different object from main's, whether it is a list or an object of a class.",
            [
                new Post(250),
                new Post(252),
                new Post(266),
                new Post(268),
                new Post(279),
                new Post(281),
                new Post(295),
                new Post(297),
            ],
            Expected.Everywhere("another object in 15 of 15 tasks")
        )
        {
            Experiment = Experiments.ArgumentsInPoolOfFive,
            Read = OtherObjectsInTasks,
        },
        new(
            "S2.04",
            Chapter.Arguments,
            "Each task gets its own copy, even in a worker that has had one before: nothing accumulates.",
            [new Post(260, 264)],
            Expected.Everywhere($"5 copies, each {Untouched} and its own argument")
        )
        {
            Experiment = Experiments.ArgumentsInPoolOfOne,
            Read = ListsOfTasks,
        },
        new(
            "S2.05",
            Chapter.Arguments,
            "The unit of copying is the chunk: its items share one copy of an object that is in each of "
                + "them, and writes to that copy accumulate.",
            [CPythonFile.Pool("_get_tasks")],
            Expected.Everywhere("2 copies: [100]; [100, 101]; [100, 101, 102]; [103]; [103, 104]; [103, 104, 105]")
        )
        {
            Experiment = Experiments.Chunks,
            Read = AppendsInChunks,
        },
        new(
            "S2.06",
            Chapter.Arguments,
            "An object that is passed twice to one task is one object there.",
            [Docs.SharedReferences],
            Expected.Everywhere("one object: True")
        )
        {
            Experiment = Experiments.Copies,
            Read = transcript => Join(transcript.Lines.In("same").Select(line => line.Text)),
        },
        new(
            "S2.07",
            Chapter.Arguments,
            "Afterwards main's list is the same object with the same content.",
            [new Post(265), new Post(294)],
            Expected.Everywhere($"1 object, {Untouched}")
        )
        {
            Experiment = Experiments.ArgumentsInPoolOfFive,
            Read = MainsList,
        },
        new(
            "S2.08",
            Chapter.Arguments,
            "Copies in several tasks of one worker can have one address, one after the other.",
            [new Post(252, 256), new Post(260, 264)],
            Expected.NotPromised
        ),
        new(
            "S2.09",
            Chapter.Arguments,
            "Copies of an object of a class can have alternating or rising addresses.",
            [new Post(268, 272), new Post(297, 301)],
            Expected.NotPromised
        ),
        new(
            "S2.10",
            Chapter.Arguments,
            "Copies in different processes can have equal addresses.",
            [new Post(281, 285), new Post(289, 293)],
            Expected.NotPromised
        ),
        new(
            "S2.11",
            Chapter.Arguments,
            "A copy is made without calling its constructor, as the worker's own type, and comes back as "
                + "main's type.",
            [Docs.NoConstructor],
            Expected.Under(
                spawn: "1 in main, 0 in the worker, 1 when it came back",
                fork: "1 in main, 1 in the worker, 1 when it came back"
            )
        )
        {
            Experiment = Experiments.Copies,
            Read = ConstructorCalls,
        },
        new(
            "S2.12",
            Chapter.Arguments,
            "A copy lives as long as its task: a worker holds one at a time.",
            [CPythonFile.Pool("worker")],
            Expected.Everywhere("1; 1; 1; 1")
        )
        {
            Experiment = Experiments.Copies,
            Read = transcript => Join(transcript.Lines.In("hold").Select(line => line.Text.Split(": ")[^1])),
        },
        new(
            "S2.13",
            Chapter.Arguments,
            "In .NET an asynchronous call pickles its arguments before it returns, and a process that forks has no "
                + "such calls; in CPython another thread pickles them later, and a write after the call can be seen.",
            [Docs.PoolApplyAsync, CPythonFile.Pool("_handle_tasks")],
            Expected.Each(configuration =>
                configuration switch
                {
                    { Runtime: Runtime.CPython } => "[1, 2]",
                    { StartMethod: StartMethod.Fork } => "NotSupportedException",
                    _ => "[1]",
                }
            )
        )
        {
            Experiment = Experiments.LaterWrite,
            Read = transcript => ListsShown(transcript.Phase("main writes after the call")),
        },
        new(
            "S2.14",
            Chapter.Arguments,
            "A process that is forked without a pool inherits its argument; a spawned one gets a copy. "
                + "The writes of neither come back.",
            [Docs.ProcessArguments],
            Expected.Under(spawn: $"a copy; after: {Untouched}", fork: $"main's object; after: {Untouched}")
        )
        {
            Experiment = Experiments.ProcessArgument,
            Read = ArgumentOfAProcess,
        },
        new(
            "S2.15",
            Chapter.Arguments,
            "In .NET an argument that cannot be unpickled, or a worker that dies, fails its call; in "
                + "CPython the call never returns. Either way the pool stays usable.",
            [new Issue(22393)],
            Expected.On(dotNet: "UnpicklingException; WorkerLostException; 1", cpython: "no answer; no answer; 1")
        )
        {
            Experiment = Experiments.LostWork,
            Read = transcript => Join(transcript.Lines.ByMain().Select(line => line.Text.Split(": ")[^1])),
        },
        new(
            "S2.16",
            Chapter.Arguments,
            "A lazy form pickles each chunk before it reads the next: what the source writes to an item later is "
                + "not seen.",
            [Docs.PoolImap],
            Expected.Everywhere("[1]; [1, 2]")
        )
        {
            Experiment = Experiments.LaterWrite,
            Read = transcript => ListsShown(transcript.Phase("the source writes after it gave the list").InTasks()),
        },
    ];

    private static string ListsShown(IEnumerable<TranscriptLine> lines) =>
        Join(lines.Select(line => line.Value("data") ?? line.Text.Split(": ")[^1]));

    private static string ModuleRuns(Transcript transcript)
    {
        var runs = transcript.Lines.OfModule().ToArray();
        var main = string.Concat(runs.ByMain().Select(line => line.Process));
        return $"{main} and {runs.ByWorkers().ByProcess().Count()} workers";
    }

    private static string ListsOfTasks(Transcript transcript)
    {
        var tasks = transcript.Lines.In("g").ToArray();
        return tasks.All(line => line.Value("data") == $"{Untouched[..^1]}, {line.Argument()}]")
            ? $"{tasks.Values("id(data)").Distinct().Count()} copies, each {Untouched} and its own argument"
            : Join(tasks.Values("data"));
    }

    private static string AppendsInChunks(Transcript transcript)
    {
        var tasks = transcript.Phase("chunks of three").In("g").ToArray();
        var appended = tasks
            .Values("data")
            .Select(list => list.Replace($"{Untouched[..^1]}, ", "[", StringComparison.Ordinal));
        return $"{tasks.Values("id(data)").Distinct().Count()} copies: {Join(appended)}";
    }

    private static string MainsList(Transcript transcript)
    {
        var main = transcript.Lines.ByMain().ToArray();
        var lists = string.Join(" or ", main.Values("data").Distinct());
        return $"{main.Values("id(data)").Distinct().Count()} object, {lists}";
    }

    private static string ConstructorCalls(Transcript transcript)
    {
        var calls = transcript
            .Lines.Where(line =>
                line.Text.Contains("by a constructor", StringComparison.Ordinal)
                && !line.Text.Contains("came back: False", StringComparison.Ordinal)
            )
            .Select(line => line.Text.Split(": ")[^1]);
        return calls.ToArray() is [var before, var worker, var after]
            ? $"{before} in main, {worker} in the worker, {after} when it came back"
            : "nothing";
    }

    private static string ArgumentOfAProcess(Transcript transcript)
    {
        var main = transcript.Lines.ByMain().Values("id(data)").ToHashSet();
        var child = transcript
            .Lines.InTasks()
            .Values("id(data)")
            .Select(argument => main.Contains(argument) ? "main's object" : "a copy");
        return $"{Join(child)}; after: {transcript.Lines.ByMain().Values("data").LastOrDefault()}";
    }
}
