using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Readme;

/// <summary>The README's matrix agrees with the programs of the post.</summary>
public static class MatrixSpecs
{
    public abstract class Managed(string startMethod) : ProgramSpecs
    {
        [Fact, Observation("S3.02", "S3.03", "S3.06", "S3.08")]
        public void Managed_objects_are_shared_as_the_README_says() =>
            Answers("through a manager").Should().Equal(Said($"through a manager, {startMethod}"));

        private protected IEnumerable<(string, string)> Answers(string name)
        {
            var subject = SharingMatrix.Subjects.Single(subject => subject.Name == name);
            return SharingMatrix.Questions.Select(question =>
                (question.Text, question.Answer(Run(question.By(subject))) ? "yes" : "no")
            );
        }

        private protected static IEnumerable<(string, string)> Said(string column)
        {
            var rows = ReadmeText.Table("In a worker of a pool").ToArray();
            return rows.Skip(1).Select(cells => (cells[0], cells[Array.IndexOf(rows[0], column)]));
        }
    }

    public abstract class Columns(string startMethod) : Managed(startMethod)
    {
        private readonly string startMethod = startMethod;

        [Fact, Observation("S1.08", "S1.10", "S1.16", "S1.18", "S1.31", "S1.32", "S1.33", "S1.34")]
        public void Globals_are_shared_as_the_README_says() =>
            Answers("a global").Should().Equal(Said($"a global, {startMethod}"));

        [Fact, Observation("S2.02", "S2.03", "S2.04", "S2.07")]
        public void Arguments_are_shared_as_the_README_says() =>
            Answers("an argument").Should().Equal(Said($"an argument, {startMethod}"));
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : Columns("spawned");

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : Columns("forked");

    [Start(StartMethod.ForkServer)]
    public sealed class UnderForkServer() : Columns("fork server");

    [CPython, Start(StartMethod.Spawn)]
    public sealed class UnderSpawnOnCPython() : Columns("spawned");

    [CPython, Start(StartMethod.Fork)]
    public sealed class UnderForkOnCPython() : Columns("forked");

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class UnderForkServerOnCPython() : Columns("fork server");

    [ServedByTheOther, Start(StartMethod.Spawn)]
    public sealed class UnderSpawnServedByCPython() : Managed("spawned");

    [ServedByTheOther, Start(StartMethod.Fork)]
    public sealed class UnderForkServedByCPython() : Managed("forked");

    [CPython, ServedByTheOther, Start(StartMethod.Spawn)]
    public sealed class UnderSpawnOnCPythonServedByDotNet() : Managed("spawned");

    [CPython, ServedByTheOther, Start(StartMethod.Fork)]
    public sealed class UnderForkOnCPythonServedByDotNet() : Managed("forked");
}
