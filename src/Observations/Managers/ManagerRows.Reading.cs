using Multiprocessing.Testing;
using static Observations.TranscriptQueries;

namespace Observations.Managers;

// How the rows read a transcript.
internal static partial class ManagerRows
{
    private const string IndexError = "IndexError: list index out of range";

    private static string ProxiesOfOneWorker(Transcript transcript)
    {
        var appends = transcript.Lines.In("g").ToArray();
        return $"{appends.Values("id(data)").Distinct().Count()} proxies in {appends.ByProcess().Count()} worker";
    }

    private static string ProxiesAndObjects(Transcript transcript)
    {
        var phase = transcript.Phase("a proxy stands for one object");
        var proxies = phase.Values("id(data)").Concat(phase.Values("id(another)")).Distinct().Count();
        return $"{proxies} proxies, {phase.Values("referent").Distinct().Count()} object";
    }

    private static string Appended(Transcript transcript)
    {
        var lists = transcript.Phase("append to a list").ByMain().Values("data").ToArray();
        return lists is [var before, var after] && after.StartsWith($"{before[..^1]}, ", StringComparison.Ordinal)
            ? $"before {before}; appended {string.Join(", ", Elements(after)[Elements(before).Length..].Order())}"
            : Join(lists);
    }

    private static string OrderOfAppends(Transcript transcript)
    {
        var list = transcript.Lines.ByMain().Values("data").FirstOrDefault();
        return $"of {Order("101", "102")}, then of {Order("201", "202")}: {list}";

        string Order(string one, string other) =>
            Array.IndexOf(Elements(list), one) < Array.IndexOf(Elements(list), other) ? "1 before 2" : "2 before 1";
    }

    private static IEnumerable<string> Reads(Transcript transcript) =>
        transcript
            .Lines.In("write")
            .Where(line => line.Value("data") is not null)
            .Select(line => $"{line.Argument()} reads {line.Value("data")}");

    private static string TasksThatReadABeginning(Transcript transcript)
    {
        var final = Elements(transcript.Phase("append to a list").ByMain().Values("data").LastOrDefault());
        var tasks = transcript.Lines.In("g").ToArray();
        var beginnings = tasks.Count(line =>
            Elements(line.Value("data")) is var read
            && read.Contains(line.Argument())
            && final.Take(read.Length).SequenceEqual(read)
        );
        return $"{beginnings} of {tasks.Length} tasks";
    }

    private static string MainsProxy(Transcript transcript)
    {
        var main = transcript.Phase("append to a list").ByMain().ToArray();
        var lengths = main.Values("data").Select(list => Elements(list).Length).ToArray();
        return lengths is [var before, var after]
            ? $"{main.Values("id(data)").Distinct().Count()} object, {before} elements before, {after} after"
            : "nothing";
    }

    private static string CallsOfOneObject(Transcript transcript)
    {
        var phase = transcript.Phase("each process calls the one object");
        var calls = phase.Select(line => line.Text.Split(',')[0]);
        var where = phase
            .SelectMany(line => line.Text.Split(", "))
            .Where(part => part.Contains(" itself: ", StringComparison.Ordinal));
        return $"{Join(transcript.Lines.Said("objects made in main"))} made in main; "
            + $"calls {string.Join(", ", calls)}; {string.Join(", ", where)}";
    }

    private static string Failures(Transcript transcript) =>
        Join(
            from line in transcript.Phase("an index beyond the end")
            let names = line.Text.EndsWith("names read: True", StringComparison.Ordinal)
            select $"{line.Text.Split(';')[0]}{(names ? ", whose cause names read" : "")}"
        );

    private static string ProcessesThatRanTheModule(Transcript transcript) =>
        string.Join(", ", transcript.Lines.OfModule().Select(line => line.Process.Split('-')[0]));

    private static string ReferencesAndObjects(Transcript transcript)
    {
        var counts = transcript.Lines.ByMain().Select(line => line.Text.Split(": ")[^1]).ToArray();
        return counts is [var before, var beside, var after, var objects]
            ? $"references {before}, {beside} beside two workers, {after}; then {objects} objects"
            : Join(counts);
    }

    private static string Increments(Transcript transcript)
    {
        const string Writes = "writes ";
        var written = transcript
            .Lines.In("write")
            .Where(line => line.Text.StartsWith(Writes, StringComparison.Ordinal))
            .Select(line => line.Text[Writes.Length..]);
        var numbers = transcript.Lines.ByMain().Values("data").Select(list => Elements(list)[0]).ToArray();
        return numbers is [var number, var underLock] && written.All(one => one == number)
            ? $"twice from 0 to {number}; under a lock to {underLock}"
            : Join(numbers);
    }

    /// <summary>What stands behind <c>what: </c> in main's lines.</summary>
    private static IEnumerable<string> Said(this IEnumerable<TranscriptLine> lines, string what) =>
        lines
            .ByMain()
            .Select(line => line.Text)
            .Where(text => text.StartsWith($"{what}: ", StringComparison.Ordinal))
            .Select(text => text[(what.Length + 2)..]);

    private static string[] Elements(string? list) => list?.Trim('[', ']').Split(", ") ?? [];
}
