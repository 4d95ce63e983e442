using System.Globalization;
using Multiprocessing;
using Multiprocessing.Pickling;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>
/// Post §2, L305: many copies of a large variable can exceed the memory. It is one copy per worker, under every start
/// method.
/// </summary>
public static class ArgumentMemorySpecs
{
    [Linux("It reads /proc/self/smaps_rollup.")]
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S2.03: An argument is a different object from main's, whether it is a list or an object of a class.
        /// </summary>
        [Fact, Observation("S2.03")]
        public void An_argument_of_20_MB_takes_20_MB_of_each_worker()
        {
            var held = Run(Experiments.ArgumentMemory).Lines.In("hold").Values("memory");

            held.Select(bytes => long.Parse(bytes, CultureInfo.InvariantCulture))
                .Should()
                .HaveCount(2)
                .And.OnlyContain(bytes => bytes > 19_000_000);
        }
    }

    /// <summary>
    /// S2.03: An argument is a different object from main's, whether it is a list or an object of a class.
    /// </summary>
    [Fact, Observation("S2.03")]
    public static void An_argument_is_sent_whole() =>
        new Pickler(PickleTypes.Application)
            .Dump(new[] { new int[5_000_000] })
            .Length.Should()
            .BeInRange(20_000_000, 20_001_000, "a copy costs its bytes and hardly anything else");

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
