using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Readme;

/// <summary>The README's matrix says what the programs of the first two chapters show.</summary>
public static class MatrixSpecs
{
    public abstract class Columns(string startMethod) : ProgramSpecs
    {
        [Fact, Observation("S1.08", "S1.10", "S1.16", "S1.18", "S1.31", "S1.32", "S1.33", "S1.34")]
        public void Globals_are_shared_as_the_README_says() =>
            Seen(Experiments.GlobalsInPoolOfOne, Experiments.GlobalsInPoolOfFive).Should().Equal(Said($"a global, {startMethod}"));

        [Fact, Observation("S2.02", "S2.03", "S2.04", "S2.07")]
        public void Arguments_are_shared_as_the_README_says() =>
            Seen(Experiments.ArgumentsInPoolOfOne, Experiments.ArgumentsInPoolOfFive).Should().Equal(Said($"an argument, {startMethod}"));

        private IEnumerable<string> Seen(Experiment oneWorker, Experiment fiveWorkers)
        {
            var (one, five) = (Run(oneWorker), Run(fiveWorkers));
            var main = one.Lines.ByMain().ToArray();
            var appends = one.Lines.In("g").ToArray();
            bool[] answers =
            [
                one.Lines.Results().First() == "[3, 6, 0, 2, 5]",
                one.Lines.In("f").Values("id(data)").All(identity => main.Values("id(data)").Contains(identity)),
                main.Values("data").Last() != main.Values("data").First(),
                Holds(appends[^1], appends[0]),
                five.Lines.In("g").Any(task => five.Lines.In("g").Any(other => other != task && Holds(task, other))),
            ];
            return answers.Select(answer => answer ? "yes" : "no");
        }

        private static bool Holds(TranscriptLine task, TranscriptLine other) =>
            task.Value("data")!.Trim('[', ']').Split(", ").Contains(other.Argument());

        private static IEnumerable<string> Said(string column)
        {
            var rows = ReadmeText.Table("In a worker of a pool").ToArray();
            return rows.Skip(1).Select(cells => cells[Array.IndexOf(rows[0], column)]);
        }
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : Columns("spawned");

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : Columns("forked");

    [CPython, Start(StartMethod.Spawn)]
    public sealed class UnderSpawnOnCPython() : Columns("spawned");

    [CPython, Start(StartMethod.Fork)]
    public sealed class UnderForkOnCPython() : Columns("forked");
}
