using System.Text.RegularExpressions;
using Multiprocessing.Testing;
using Observations;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>
/// For each row that does not depend on the start method: a change to what its program prints that breaks the claim.
/// </summary>
internal static class Mutations
{
    private static readonly Dictionary<string, Func<string, string>> ByNumber = new()
    {
        ["G01"] = text => text.Replace("processors: ", "processors: 9", StringComparison.Ordinal),
        ["G02"] = text => text.Replace("[2, 2, 1]", "[1, 1, 1, 1, 1]", StringComparison.Ordinal),
        ["G03"] = text => Without(text, "in g(110)"),
        ["G04"] = text => text.Replace("[1, 4, 9, 16]", "[16, 9, 4, 1]", StringComparison.Ordinal),
        ["G05"] = text =>
            Join(
                text.Split('\n')
                    .OrderBy(line => line.Contains("in f", StringComparison.Ordinal) ? line.Split(" | ")[1] : line)
            ),
        ["G07"] = text => Join(text.Split('\n').OrderBy(line => !line.StartsWith("main", StringComparison.Ordinal))),
        ["G08"] = text => Without(text, "in work(2): ends"),
        ["G09"] = text => text.Replace("worker-1 | in read(0)", "worker-2 | in read(0)", StringComparison.Ordinal),
        ["G10"] = text => text.Replace("worker-15", "worker-1", StringComparison.Ordinal),
        ["G11"] = text => text.Replace("orker-2", "orker-1", StringComparison.Ordinal),
        ["G12"] = text => text.Replace("after: id(data) = #", "after: id(data) = #9", StringComparison.Ordinal),
        ["G13"] = text => text.Replace("1111\n", "11\n", StringComparison.Ordinal),
        ["G14"] = text => text.Replace("main started me: True", "main started me: False", StringComparison.Ordinal),
        ["G15"] = text =>
            text.Replace("captures a variable: refused", "captures a variable: [2, 3]", StringComparison.Ordinal),
        ["G17"] = text => text.Replace("result: 2", "result: 3", StringComparison.Ordinal),
        ["G18"] = text =>
            text.Replace(
                "in g(2): done\nmain | result: 2",
                "in g(2): done\nmain | result: 1",
                StringComparison.Ordinal
            ),
        ["G19"] = text => Regex.Replace(text, @"\d+ of 100", "50 of 100"),
        ["G20"] = text => Without(text, "worker-2 | in prepare(7)"),
        ["G21"] = text => text.Replace("the call: ", "the call: 4 ", StringComparison.Ordinal),
        ["N01"] = text => text.Replace("item 3: WorkerLost", "item 3: InvalidOperation", StringComparison.Ordinal),
        ["N02"] = text => Twice(text, "in g(0): runs"),
        ["N03"] = text => text.Replace("worker-2 | in f(2)", "worker-1 | in f(2)", StringComparison.Ordinal),
        ["N04"] = text => Regex.Replace(text, @"private = \d+", "private = 200000000"),
        ["S1.01"] = text => Twice(text, "main | global: id(a)"),
        ["S1.04"] = CutOrCompleteTheModule,
        ["S1.05"] = CutOrCompleteTheModule,
        ["S1.12"] = text => text.Replace("True", "False", StringComparison.Ordinal),
        ["S1.14"] = text => text.Replace("in refuse(3)", "in refuse(2)", StringComparison.Ordinal),
        ["S1.15"] = text =>
            text.Contains("ValueError: fail(0)", StringComparison.Ordinal)
                ? text.Replace("ValueError: fail(0)", "ValueError: fail(1)", StringComparison.Ordinal)
                : text.Replace("ValueError: fail(1)", "ValueError: fail(0)", StringComparison.Ordinal),
        ["S1.18"] = AppendedAfter,
        ["S1.19"] = text => text.Replace("id(data) = #3", "id(data) = #1", StringComparison.Ordinal),
        ["S1.20"] = text => text.Replace("exit code 0", "exit code 1", StringComparison.Ordinal),
        ["S1.39"] = text =>
            Regex.Replace(text, "read = ([0-9]+)", read => read.Groups[1].Length < 7 ? "read = 200000000" : "read = 0"),
        ["S2.02"] = text =>
            text.Replace("[3, 6, 0, 2, 5]", "***IndexError: list index out of range***", StringComparison.Ordinal),
        ["S2.03"] = text => text.Replace("id(data) = #2", "id(data) = #1", StringComparison.Ordinal),
        ["S2.04"] = text => text.Replace("9, 104]", "9, 110, 104]", StringComparison.Ordinal),
        ["S2.05"] = text => text.Replace("9, 100, 101]", "9, 101]", StringComparison.Ordinal),
        ["S2.06"] = text => text.Replace("one object: True", "one object: False", StringComparison.Ordinal),
        ["S2.07"] = AppendedAfter,
        ["S2.12"] = text =>
            text.Replace("in hold(a, 4): copies alive: 1", "in hold(a, 4): copies alive: 4", StringComparison.Ordinal),
        ["S2.13"] = text => text.Replace("data = [1, 2]", "data = [1]", StringComparison.Ordinal),
        ["S2.15"] = text => Without(text, "a worker that dies"),
        ["S2.16"] = text => text.Replace("data = [1]", "data = [1, 2]", StringComparison.Ordinal),
        ["S3.01"] = text => text.Replace("text: [0, 1, 2]", "text: <ListProxy object>", StringComparison.Ordinal),
        ["S3.02"] = text => text.Replace("[3, 6, 0, 2, 5]", "[0, 2, 3, 5, 6]", StringComparison.Ordinal),
        ["S3.03"] = text => Regex.Replace(text, @"(in f\(data, 3\): id\(data\) = )#\d+", "$1#1"),
        ["S3.04"] = text => Regex.Replace(text, @"(in g\(data, \d+\): id\(data\) = )#\d+", "$1#2"),
        ["S3.05"] = text => Regex.Replace(text, @"(id\(another\) = #\d+, referent = )#\d+", "$1#99"),
        ["S3.06"] = text => InLine(text, "after: ", ", 154", ""),
        ["S3.07"] = text => InLine(text, "main | data", "202, 201", "201, 202"),
        ["S3.08"] = text => InLine(text, "in g(data, 104)", "9, ", "9, 111, "),
        ["S3.09"] = text => InLine(text, "in write(data, 2)", "202, 201]", "202]"),
        ["S3.10"] = text => InLine(text, "in write(data, 1)", "[1, 101]", "[1, 101, 102]"),
        ["S3.11"] = text => text.Replace("after: id(data) = #", "after: id(data) = #9", StringComparison.Ordinal),
        ["S3.12"] = text =>
            text.Replace("in the worker itself: False", "in the worker itself: True", StringComparison.Ordinal),
        ["S3.13"] = text => text.Replace("a field: refused", "a field: 21", StringComparison.Ordinal),
        ["S3.14"] = text =>
            text.Replace(
                "asked by a worker: IndexError: list index out of range",
                "asked by a worker: IndexError: None",
                StringComparison.Ordinal
            ),
        ["S3.16"] = text => text.Replace("a call fails: True", "a call fails: False", StringComparison.Ordinal),
        ["S3.17"] = text => text.Replace("objects: 0", "objects: 1", StringComparison.Ordinal),
        ["S3.18"] = text => Twice(text, "a connection"),
        ["S3.19"] = text => InLine(text, "main | data", "[1, ", "[2, "),
        ["S3.20"] = text =>
            text.Replace("a list in a list: [1, 2]", "a list in a list: [1, 2, 3]", StringComparison.Ordinal),
        ["S3.21"] = text => text.Replace("the next task: -1", "the next task: no answer", StringComparison.Ordinal),
        ["S3.22"] = text => text.Replace("one proxy: False", "one proxy: True", StringComparison.Ordinal),
    };

    public static Transcript ApplyTo(Observation row, Transcript transcript)
    {
        var text = Join(transcript.Lines.Select(line => line.ToString())) + "\n";
        ByNumber
            .Should()
            .ContainKey(row.Number, "every start method is to show the same: add a mutation to Mutations.cs");
        var mutated = ByNumber[row.Number](text);
        mutated.Should().NotBe(text, "a mutation for {0} must change what its program prints", row.Number);
        return Transcript.Parse(mutated);
    }

    private static string CutOrCompleteTheModule(string text) =>
        text.Contains("worker-1 | global: ends", StringComparison.Ordinal)
            ? Without(text, "worker-1 | global: ends")
            : text + "worker-1 | global: ends\n";

    private static string AppendedAfter(string text) => InLine(text, "after: ", "9]", "9, 110]");

    private static string InLine(string text, string part, string right, string wrong) =>
        Join(
            text.Split('\n')
                .Select(line =>
                    line.Contains(part, StringComparison.Ordinal)
                        ? line.Replace(right, wrong, StringComparison.Ordinal)
                        : line
                )
        );

    private static string Without(string text, string part) =>
        Join(text.Split('\n').Where(line => !line.Contains(part, StringComparison.Ordinal)));

    private static string Twice(string text, string part) =>
        Join(
            text.Split('\n')
                .SelectMany(line => Enumerable.Repeat(line, line.Contains(part, StringComparison.Ordinal) ? 2 : 1))
        );

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines);
}
