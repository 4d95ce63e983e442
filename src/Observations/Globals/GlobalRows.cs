using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>Rows S1: the post's first chapter, global variables.</summary>
internal static class GlobalRows
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private const string IndexError = "***IndexError: list index out of range***";
    private const string Results = "[3, 6, 0, 2, 5]";

    public static IReadOnlyList<Observation> All { get; } = [.. Spawned(), .. Forked()];

    private static IEnumerable<Observation> Spawned() =>
    [
        new("S1.01", Chapter.Globals,
            "Main runs the module once.",
            "post L83-84",
            Expected.Everywhere("2 lines"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = transcript => Lines(transcript.Lines.ByMain().OfModule()) },

        new("S1.02", Chapter.Globals,
            "A spawned worker runs the whole module once, before its first task.",
            "post L87-92",
            Expected.Under(spawn: "15 of 15 workers"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = WorkersThatRanTheModuleFirst },

        new("S1.03", Chapter.Globals,
            "A pool that lives until its workers are up runs the module once for each of them; closing and joining it adds none.",
            "post L87-107",
            Expected.Under(spawn: "5, 5, 5"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = ModuleRunsOfPools },

        new("S1.04", Chapter.Globals,
            "In .NET each worker that was started runs the module, even if its pool is terminated meanwhile; in CPython it may be killed before.",
            "post L111-125, L129-147",
            Expected.On(dotNet: "1 of 1 worker", cpython: "0 of 1 worker", only: StartMethod.Spawn))
        { Experiment = Experiments.Termination, See = WorkersThatRanTheModule },

        new("S1.05", Chapter.Globals,
            "In .NET a worker's run of the module is whole; in CPython a terminated pool can cut it in two.",
            "CPython Lib/multiprocessing/pool.py, _terminate_pool",
            Expected.On(dotNet: "begins; ends", cpython: "begins", only: StartMethod.Spawn))
        { Experiment = Experiments.Termination, See = transcript => Join(transcript.Lines.ByWorkers().OfModule().Select(line => line.Text.Split(": ")[^1])) },

        new("S1.06", Chapter.Globals,
            "A spawned worker that never runs a task has run the module all the same.",
            "post L98-107, L122-125, L138-147",
            Expected.Under(spawn: "1 idle worker"))
        { Experiment = Experiments.IdleWorker, See = IdleWorkersThatRanTheModule },

        new("S1.07", Chapter.Globals,
            "A worker is replaced after its share of tasks, where a task is a chunk; the spawned replacement starts from the module again.",
            "CPython docs, maxtasksperchild",
            Expected.Under(spawn: "1, 1, 1 from []; 4, 4 from []"))
        { Experiment = Experiments.Replacement, See = ItemsOfReplacedWorkers },

        new("S1.08", Chapter.Globals,
            "In a spawned worker a global is one object in all tasks: that of the worker's own run of the module.",
            "post L93-97 and L87",
            Expected.Under(spawn: "15 of 15 tasks"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = TasksWithTheModulesObject },

        new("S1.09", Chapter.Globals,
            "Addresses of different processes may be equal or not; they say nothing.",
            "post L85, L87, L89",
            Expected.NotPromised),

        new("S1.10", Chapter.Globals,
            "A spawned worker sees the value of the module, not what main assigned later.",
            "post L117",
            Expected.Under(spawn: "[]"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = ListsBeforeTheAppend },

        new("S1.11", Chapter.Globals,
            "So under spawn a task that reads main's elements fails, through a list and through an object.",
            "post L108, L148",
            Expected.Under(spawn: $"{IndexError}; {IndexError}"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = transcript => Join(transcript.Lines.Results()) },

        new("S1.12", Chapter.Globals,
            "An exception comes back with its type, its message and its fields; its cause names the function that threw it in the worker.",
            "post L108; CPython Lib/multiprocessing/pool.py, RemoteTraceback",
            Expected.Everywhere($"{IndexError}; its cause names read: True; ***Refusal: code 1***"))
        { Experiment = Experiments.Failures, See = FailuresInMain },

        new("S1.13", Chapter.Globals,
            "A task that fails does not cancel the others: Map throws when all have ended.",
            "post L93-97, L108",
            Expected.Under(spawn: $"5 tasks, then {IndexError}"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = TasksBeforeTheFailure },

        new("S1.14", Chapter.Globals,
            "A failure ends its own chunk; the other chunks run whole.",
            "CPython Lib/multiprocessing/pool.py, mapstar",
            Expected.Everywhere("0, 1, 3, 4, 5"))
        { Experiment = Experiments.Failures, See = transcript => string.Join(", ", transcript.Lines.In("refuse").Select(line => line.Argument())) },

        new("S1.15", Chapter.Globals,
            "Of several failures .NET throws that of the lowest index, CPython the one that arrived first.",
            "CPython Lib/multiprocessing/pool.py, MapResult._set",
            Expected.On(dotNet: "fail(0)", cpython: "fail(1)"))
        { Experiment = Experiments.FirstFailure, See = transcript => Join(transcript.Lines.ByMain().Select(line => line.Text.Trim('*').Split(": ")[^1])) },

        new("S1.16", Chapter.Globals,
            "Writes accumulate inside one spawned worker, from the module's value on.",
            "post L117-121",
            Expected.Under(spawn: "[110]; [110, 104]; [110, 104, 196]; [110, 104, 196, 154]; [110, 104, 196, 154, 158]"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = transcript => Join(transcript.Lines.In("g").Values("data")) },

        new("S1.17", Chapter.Globals,
            "Each spawned worker has a chain of writes of its own; the chains share out the arguments.",
            "post L117-121",
            Expected.Under(spawn: "own chains from []"))
        { Experiment = Experiments.GlobalsInPoolOfTwo, See = Chains },

        new("S1.18", Chapter.Globals,
            "Main's list is after all appends what it was before.",
            "post L126, L171",
            Expected.Everywhere($"before {Untouched}, after {Untouched}"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = MainsListBeforeAndAfter },

        new("S1.19", Chapter.Globals,
            "An assignment in main binds the name to another object than the module's run did.",
            "post L83 and L85, L84 and L127",
            Expected.Everywhere("data: another object, a: another object"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = ObjectsAssigned },

        new("S1.20", Chapter.Globals,
            "In .NET a program needs no guard around the start of processes; in CPython a spawned child without one fails.",
            "CPython docs, Safe importing of main module",
            Expected.Each(column => column is { Runtime: Runtime.CPython, StartMethod: StartMethod.Spawn }
                ? "task fails, exit code 1"
                : "task runs, exit code 0"))
        { Experiment = Experiments.NoGuard, See = OutcomeWithoutGuard },
    ];

    private static IEnumerable<Observation> Forked() =>
    [
        new("S1.30", Chapter.Globals,
            "A forked worker does not run the module.",
            "post L154-155",
            Expected.Under(fork: "2 lines"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = transcript => Lines(transcript.Lines.OfModule()) },

        new("S1.31", Chapter.Globals,
            "A forked worker sees what main had assigned before the fork.",
            "post L158-163, L174-179",
            Expected.Under(fork: $"{Results}; {Results}"))
        { Experiment = Experiments.GlobalsInPoolOfOne, See = transcript => Join(transcript.Lines.Results()) },

        new("S1.32", Chapter.Globals,
            "A global has in every forked worker the identity that it has in main.",
            "post L156-162, L166-172",
            Expected.Under(fork: "15 of 15 tasks"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = TasksWithMainsObject },

        new("S1.33", Chapter.Globals,
            "Yet no append of a forked worker reaches main or another worker: an equal identity is not sharing.",
            "post L165-171",
            Expected.Under(fork: $"1 identity, 5 different lists, then {Untouched}"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = ListsUnderOneIdentity },

        new("S1.34", Chapter.Globals,
            "Writes accumulate inside one forked worker, from main's value on.",
            "post L166-170",
            Expected.Under(fork: $"own chains from {Untouched}"))
        { Experiment = Experiments.GlobalsInPoolOfTwo, See = Chains },

        new("S1.35", Chapter.Globals,
            "The next pool is forked from main as it is then: without the writes of the last one, with what main assigned meanwhile.",
            "post L166, L172-178",
            Expected.Under(fork: $"lists from {Untouched}, main's new object in 5 of 5 tasks"))
        { Experiment = Experiments.GlobalsInPoolOfFive, See = NextPools },

        new("S1.36", Chapter.Globals,
            "What main writes after the fork is invisible to the worker.",
            "fork(2)",
            Expected.Under(fork: "[100, 1]"))
        { Experiment = Experiments.Replacement, See = transcript => Join(transcript.Phase("a task a worker").In("g").Take(1).Values("data")) },

        new("S1.37", Chapter.Globals,
            "A replacement is forked later and sees main's value of that time; a spawned one sees the module's every time.",
            "CPython Lib/multiprocessing/pool.py, _repopulate_pool",
            Expected.Under(spawn: "[2]; [3]", fork: "[100, 200, 2]; [100, 200, 3]"))
        { Experiment = Experiments.Replacement, See = transcript => Join(transcript.Phase("a task a worker").In("g").Skip(1).Values("data")) },

        new("S1.38", Chapter.Globals,
            "Forked workers of one pool may start from different values, if another thread writes while the pool is made.",
            "fork(2)",
            Expected.NotPromised),
    ];

    private static string Lines(IEnumerable<TranscriptLine> lines) => $"{lines.Count()} lines";

    private static string WorkersThatRanTheModuleFirst(Transcript transcript)
    {
        var workers = transcript.Lines.ByWorkers().ByProcess().ToArray();
        var first = workers.Count(lines =>
            lines is [var data, var a, ..]
            && lines.OfModule().SequenceEqual([data, a])
            && data.Value("id(data)") is not null
            && a.Value("id(a)") is not null);
        return $"{first} of {workers.Length} workers";
    }

    private static string ModuleRunsOfPools(Transcript transcript) => string.Join(", ",
        transcript.Phases("read from a list", "append to a list", "call an object")
            .Select(phase => phase.ByWorkers().OfModule().Values("id(a)").Count()));

    private static string WorkersThatRanTheModule(Transcript transcript)
    {
        var workers = transcript.Lines.ByWorkers().ByProcess().ToArray();
        return $"{workers.Count(lines => lines.Any(line => line.Text == "global: ends"))} of {workers.Length} worker";
    }

    private static string IdleWorkersThatRanTheModule(Transcript transcript)
    {
        var idle = transcript.Lines.ByWorkers().ByProcess().Count(lines => lines.OfModule().Count() == 1 && !lines.InTasks().Any());
        return $"{idle} idle worker";
    }

    private static string ItemsOfReplacedWorkers(Transcript transcript) => Join(
        from phase in transcript.Phases("a task a worker", "two tasks a worker")
        let workers = phase.In("g").ByProcess().ToArray()
        let bases = workers.Select(lines => Before(lines[0])).Distinct()
        select $"{string.Join(", ", workers.Select(lines => lines.Count))} from {string.Join(" or ", bases)}");

    private static string TasksWithTheModulesObject(Transcript transcript)
    {
        var own = transcript.Lines.ByWorkers().OfModule().Select(Object).ToHashSet();
        return Tasks(transcript, line => own.Contains(Object(line)));

        static (string, string?) Object(TranscriptLine line) => (line.Process, line.Value("id(data)") ?? line.Value("id(a)"));
    }

    private static string TasksWithMainsObject(Transcript transcript)
    {
        var main = transcript.Lines.ByMain().Except(transcript.Lines.OfModule()).ToArray();
        var (data, a) = (main.Values("id(data)").LastOrDefault(), main.Values("id(a)").LastOrDefault());
        return Tasks(transcript, line => (line.Value("id(data)") ?? data) == data && (line.Value("id(a)") ?? a) == a);
    }

    private static string Tasks(Transcript transcript, Func<TranscriptLine, bool> that)
    {
        var tasks = transcript.Lines.InTasks().ToArray();
        return $"{tasks.Count(that)} of {tasks.Length} tasks";
    }

    private static string ListsBeforeTheAppend(Transcript transcript) =>
        string.Join(" or ", transcript.Lines.In("g").Select(Before).Distinct());

    private static string FailuresInMain(Transcript transcript) => Join(
        transcript.Lines.ByMain().Select(line => line.Text)
            .Where(text => text.StartsWith("its cause", StringComparison.Ordinal) || (text.StartsWith("***", StringComparison.Ordinal) && text.Contains(": ", StringComparison.Ordinal))));

    private static string TasksBeforeTheFailure(Transcript transcript)
    {
        var phase = transcript.Phase("read from a list");
        var before = phase.TakeWhile(line => line.Process != "main").InTasks().Count();
        return $"{before} tasks, then {phase.Results().FirstOrDefault() ?? "nothing"}";
    }

    private static string Chains(Transcript transcript)
    {
        var chains = transcript.Lines.In("g").ByProcess().ToArray();
        var bases = chains.Select(lines => Before(lines[0])).Distinct().ToArray();
        return chains.All(IsChain) && chains.Sum(lines => lines.Count) == transcript.Lines.In("g").Select(line => line.Task).Distinct().Count()
            ? $"own chains from {string.Join(" or ", bases)}"
            : Join(transcript.Lines.In("g").Values("data"));
    }

    /// <summary>Whether each list is the one before, and its own argument.</summary>
    private static bool IsChain(IReadOnlyList<TranscriptLine> lines) =>
        lines.Skip(1).Select(Before).SequenceEqual(lines.SkipLast(1).Values("data"));

    /// <summary>The list as it was before the task appended its argument; the whole list where that is not the last element.</summary>
    private static string Before(TranscriptLine line)
    {
        var list = line.Value("data") ?? "";
        var own = $"{line.Argument()}]";
        return list == $"[{own}" ? "[]" : list.EndsWith($", {own}", StringComparison.Ordinal) ? $"{list[..^(own.Length + 2)]}]" : list;
    }

    private static string MainsListBeforeAndAfter(Transcript transcript)
    {
        var lists = transcript.Phase("append to a list").ByMain().Values("data").ToArray();
        return lists is [var before, var after] ? $"before {before}, after {after}" : Join(lists);
    }

    private static string ObjectsAssigned(Transcript transcript)
    {
        return $"data: {Object("id(data)")}, a: {Object("id(a)")}";

        string Object(string name) =>
            transcript.Lines.ByMain().Values(name).Distinct().Count() == 2 ? "another object" : "the same object";
    }

    private static string OutcomeWithoutGuard(Transcript transcript) =>
        $"task {(transcript.Lines.InTasks().Any() ? "runs" : "fails")}, {Join(transcript.Lines.ByMain().Select(line => line.Text))}";

    private static string ListsUnderOneIdentity(Transcript transcript)
    {
        var phase = transcript.Phase("append to a list");
        return $"{phase.Values("id(data)").Distinct().Count()} identity, {phase.In("g").Values("data").Distinct().Count()} different lists, then {phase.ByMain().Values("data").LastOrDefault()}";
    }

    private static string NextPools(Transcript transcript)
    {
        var a = transcript.Lines.ByMain().Values("id(a)").LastOrDefault();
        var tasks = transcript.Lines.In("h").ToArray();
        return $"lists from {ListsBeforeTheAppend(transcript)}, main's new object in {tasks.Count(line => line.Value("id(a)") == a)} of {tasks.Length} tasks";
    }

    private static string Join(IEnumerable<string> parts) => string.Join("; ", parts);
}
