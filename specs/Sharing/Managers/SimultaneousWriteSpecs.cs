using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// Post §3, L394-399 and L423-428: several workers write to one list at the same time. Here gates make the order
/// certain.
/// </summary>
public static class SimultaneousWriteSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        [
            Fact,
            Transcript(nameof(Experiments.SimultaneousWrites), TranscriptForm.Raw),
            Observation("S3.07", "S3.09", "S3.10", "S3.19")
        ]
        public Task Two_workers_read_write_and_print_in_every_order_that_matters() => VerifyTranscript();

        [Fact, Observation("S3.07", "S3.09")]
        public void Appends_stand_in_the_order_in_which_they_reached_the_server()
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

        [Fact, Observation("S3.10")]
        public void A_list_may_be_printed_after_a_longer_one() =>
            Run(Experiments.SimultaneousWrites)
                .Lines.In("write")
                .Values("data")
                .Take(2)
                .Should()
                .Equal("[1, 101, 102]", "[1, 101]");

        [Fact, Observation("S3.19")]
        public void One_of_two_increments_is_lost_and_under_a_lock_none()
        {
            var lines = Run(Experiments.SimultaneousWrites).Lines;

            lines
                .In("write")
                .Select(line => line.Text)
                .Should()
                .StartWith(["reads 0", "reads 0", "writes 1", "writes 1"], "to read and then to write is two calls");
            lines.ByMain().Values("data").Last().Should().Be("[2]", "a lock makes them one");
        }
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [ServedByTheOther]
    public sealed class UnderSpawnServedByCPython : UnderSpawn;

    [ServedByTheOther]
    public sealed class UnderForkServedByCPython : UnderFork;

    [CPython, ServedByTheOther]
    public sealed class UnderSpawnOnCPythonServedByDotNet : UnderSpawn;

    [CPython, ServedByTheOther]
    public sealed class UnderForkOnCPythonServedByDotNet : UnderFork;
}
