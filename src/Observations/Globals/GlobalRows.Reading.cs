using System.Globalization;
using Multiprocessing.Testing;
using static Observations.TranscriptQueries;

namespace Observations.Globals;

// How the rows read a transcript.
internal static partial class GlobalRows
{
    private static string Lines(IEnumerable<TranscriptLine> lines) => $"{lines.Count()} lines";

    private static string WorkersThatRanTheModuleFirst(Transcript transcript)
    {
        var workers = transcript.Lines.ByWorkers().ByProcess().ToArray();
        var first = workers.Count(lines =>
            lines is [var data, var a, ..]
            && lines.OfModule().SequenceEqual([data, a])
            && data.Value("id(data)") is not null
            && a.Value("id(a)") is not null
        );
        return $"{first} of {workers.Length} workers";
    }

    private static string ModuleRunsOfPools(Transcript transcript) =>
        string.Join(
            ", ",
            transcript
                .Phases("read from a list", "append to a list", "call an object")
                .Select(phase => phase.ByWorkers().OfModule().Values("id(a)").Count())
        );

    private static string WorkersThatRanTheModule(Transcript transcript)
    {
        var workers = transcript.Lines.ByWorkers().ByProcess().ToArray();
        return $"{workers.Count(lines => lines.Any(line => line.Text == "global: ends"))} of {workers.Length} worker";
    }

    private static string IdleWorkersThatRanTheModule(Transcript transcript)
    {
        var idle = transcript
            .Lines.ByWorkers()
            .ByProcess()
            .Count(lines => lines.OfModule().Count() == 1 && !lines.InTasks().Any());
        return $"{idle} idle worker";
    }

    private static string ItemsOfReplacedWorkers(Transcript transcript) =>
        Join(
            from phase in transcript.Phases("a task a worker", "two tasks a worker")
            let workers = phase.In("g").ByProcess().ToArray()
            let bases = workers.Select(lines => Before(lines[0])).Distinct()
            select $"{string.Join(", ", workers.Select(lines => lines.Count))} from {string.Join(" or ", bases)}"
        );

    private static string TasksWithTheModulesObject(Transcript transcript)
    {
        var own = transcript.Lines.ByWorkers().OfModule().Select(Object).ToHashSet();
        return Tasks(transcript, line => own.Contains(Object(line)));

        static (string, string?) Object(TranscriptLine line) =>
            (line.Process, line.Value("id(data)") ?? line.Value("id(a)"));
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

    private static string FailuresInMain(Transcript transcript) =>
        Join(
            transcript
                .Lines.ByMain()
                .Select(line => line.Text)
                .Where(text =>
                    text.StartsWith("its cause", StringComparison.Ordinal)
                    || (
                        text.StartsWith("***", StringComparison.Ordinal)
                        && text.Contains(": ", StringComparison.Ordinal)
                    )
                )
        );

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
        return
            chains.All(IsChain)
            && chains.Sum(lines => lines.Count) == transcript.Lines.In("g").Select(line => line.Task).Distinct().Count()
            ? $"own chains from {string.Join(" or ", bases)}"
            : Join(transcript.Lines.In("g").Values("data"));
    }

    /// <summary>Whether each list is the one before, and its own argument.</summary>
    private static bool IsChain(IReadOnlyList<TranscriptLine> lines) =>
        lines.Skip(1).Select(Before).SequenceEqual(lines.SkipLast(1).Values("data"));

    /// <summary>
    /// The list as it was before the task appended its argument; the whole list where that is not the last element.
    /// </summary>
    private static string Before(TranscriptLine line)
    {
        var list = line.Value("data") ?? "";
        var own = $"{line.Argument()}]";
        return list == $"[{own}" ? "[]"
            : list.EndsWith($", {own}", StringComparison.Ordinal) ? $"{list[..^(own.Length + 2)]}]"
            : list;
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
        $"task {(transcript.Lines.InTasks().Any() ? "runs" : "fails")}, "
        + Join(transcript.Lines.ByMain().Select(line => line.Text));

    private static string ListsUnderOneIdentity(Transcript transcript)
    {
        var phase = transcript.Phase("append to a list");
        var (identities, lists) = (phase.Values("id(data)").Distinct(), phase.In("g").Values("data").Distinct());
        return $"{identities.Count()} identity, {lists.Count()} different lists, "
            + $"then {phase.ByMain().Values("data").LastOrDefault()}";
    }

    private static string NextPools(Transcript transcript)
    {
        var a = transcript.Lines.ByMain().Values("id(a)").LastOrDefault();
        var tasks = transcript.Lines.In("h").ToArray();
        return $"lists from {ListsBeforeTheAppend(transcript)}, "
            + $"main's new object in {tasks.Count(line => line.Value("id(a)") == a)} of {tasks.Length} tasks";
    }

    private static string CopiesOfRead(Transcript transcript) =>
        Join(
            transcript
                .Lines.In("touch")
                .Values("read")
                .Select(bytes =>
                    long.Parse(bytes, CultureInfo.InvariantCulture) < 5_000_000
                        ? "a read copies nothing"
                        : "a read copies"
                )
        );

    private static string RunsAndParents(Transcript transcript)
    {
        var phase = transcript.Phase("is given a start method");
        var runs = phase.OfModule().Select(line => line.Process.Split('-')[0]).ToArray();
        var parents = phase
            .In("tell")
            .Select(line =>
                line.Text.EndsWith("main started me: True", StringComparison.Ordinal) ? "main" : "the server"
            );
        var by = runs.Length == 0 ? "not run; the worker is" : $"run by the {string.Join(" and the ", runs)},";
        return $"{by} a child of {Join(parents)}";
    }
}
