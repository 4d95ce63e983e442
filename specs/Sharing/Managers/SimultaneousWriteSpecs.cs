using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// Post §3, L394-399 and L423-428: several workers write to one list at the same time. Here gates fix the
/// order.
/// </summary>
public static class SimultaneousWriteSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S3.07: Appends are in the order in which they reach the server, which can differ from argument order.
        /// S3.09: That read can already contain later appends of other workers, because append and read are two calls.
        /// S3.10: Lists can be printed in a different order from that in which they were read: a shorter one after a
        /// longer one.
        /// S3.19: A call is atomic, but a read and a write are two calls: one of two increments is lost. Under a lock
        /// none is.
        /// </summary>
        [Fact, Observation("S3.07", "S3.09", "S3.10", "S3.19")]
        [Transcript(nameof(Experiments.SimultaneousWrites), TranscriptForm.Raw)]
        public Task Two_workers_read_write_and_print_in_every_order_that_matters() => VerifyTranscript();

        /// <summary>
        /// S3.07: Appends are in the order in which they reach the server, which can differ from argument order.
        /// S3.09: That read can already contain later appends of other workers, because append and read are two calls.
        /// </summary>
        [Fact, Observation("S3.07", "S3.09")]
        public void Appends_are_in_the_order_in_which_they_reach_the_server()
        {
            var lines = Run(Experiments.SimultaneousWrites).Lines;

            lines.ByMain().Values("data").First().Should().Be("[1, 101, 102, 202, 201]");
            lines
                .In("write")
                .Values("data")
                .Skip(2)
                .Should()
                .Equal(["[1, 101, 102, 202, 201]", "[1, 101, 102, 202, 201]"], "2 reads what 1 appended after it");
        }

        /// <summary>
        /// S3.10: Lists can be printed in a different order from that in which they were read: a shorter one after a
        /// longer one.
        /// </summary>
        [Fact, Observation("S3.10")]
        public void A_list_can_be_printed_after_a_longer_one() =>
            Run(Experiments.SimultaneousWrites)
                .Lines.In("write")
                .Values("data")
                .Take(2)
                .Should()
                .Equal("[1, 101, 102]", "[1, 101]");

        /// <summary>
        /// S3.19: A call is atomic, but a read and a write are two calls: one of two increments is lost. Under a lock
        /// none is.
        /// </summary>
        [Fact, Observation("S3.19")]
        public void One_of_two_increments_is_lost_and_under_a_lock_none()
        {
            var lines = Run(Experiments.SimultaneousWrites).Lines;

            lines
                .In("write")
                .Select(line => line.Text)
                .Should()
                .StartWith(["reads 0", "reads 0", "writes 1", "writes 1"], "a read and a write are two calls");
            lines.ByMain().Values("data").Last().Should().Be("[2]", "a lock makes them one");
        }
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

    [ServedByTheOther]
    public sealed class UnderSpawnServedByCPython : UnderSpawn;

    [ServedByTheOther]
    public sealed class UnderForkServedByCPython : UnderFork;

    [CPython, ServedByTheOther]
    public sealed class UnderSpawnOnCPythonServedByDotNet : UnderSpawn;

    [CPython, ServedByTheOther]
    public sealed class UnderForkOnCPythonServedByDotNet : UnderFork;
}
