using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Lines that several processes write to one pipe. pipe(7), <c>PIPE_BUF</c>.</summary>
public static class WholeLineSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>G13: Lines from several processes never tear.</summary>
        [Fact, Observation("G13")]
        public void Long_lines_written_at_once_stay_whole() =>
            Run(Experiments.WholeLines)
                .Lines.GroupBy(line => line.Argument())
                .Should()
                .HaveCount(4)
                .And.OnlyContain(task =>
                    task.Select(line => line.Text)
                        .SequenceEqual(Enumerable.Range(0, 50).Select(n => $"{n} {new string(task.Key![0], 4000)}"))
                );
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod;

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderAnyStartMethod;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;
}
