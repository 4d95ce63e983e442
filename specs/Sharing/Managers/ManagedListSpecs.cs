using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>Post §3: workers use a list and an object that live in the process of a manager.</summary>
public static class ManagedListSpecs
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";

    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S3.02: Workers read through a proxy under every start method; results are in argument order.
        /// S3.04: Each task gets its own proxy, even in a worker that has had one before.
        /// S3.06: What workers append reaches the one list: nothing is lost or duplicated.
        /// S3.08: What a task reads after its append contains its own argument and is a prefix of the final list.
        /// S3.11: Main's proxy stays the same object while the list grows.
        /// </summary>
        [Fact, Observation("S3.02", "S3.04", "S3.06", "S3.08", "S3.11")]
        [Transcript(nameof(Experiments.ManagerInPoolOfOne), TranscriptForm.Raw)]
        public Task What_a_worker_appends_reaches_main() => VerifyTranscript();

        /// <summary>
        /// S3.02: Workers read through a proxy under every start method; results are in argument order.
        /// </summary>
        [Fact, Observation("S3.02")]
        public void Workers_read_what_main_put_there() =>
            Run(Experiments.ManagerInPoolOfFive)
                .Lines.Results()
                .Should()
                .Equal(
                    ["[3, 6, 0, 2, 5]", "[3, 6, 0, 2, 5]"],
                    "of the list, then of the object, in the order of the arguments"
                );

        /// <summary>
        /// S3.03: A proxy in a worker is a different object from main's, whether it stands for a list or for an object
        /// of a class.
        /// </summary>
        [Fact, Observation("S3.03")]
        public void A_proxy_in_a_worker_is_another_object_than_mains()
        {
            var lines = Run(Experiments.ManagerInPoolOfFive).Lines;

            lines
                .InTasks()
                .Values("id(data)")
                .Should()
                .HaveCount(10)
                .And.NotIntersectWith(lines.ByMain().Values("id(data)"));
            lines.InTasks().Values("id(a)").Should().HaveCount(5).And.NotIntersectWith(lines.ByMain().Values("id(a)"));
        }

        /// <summary>S3.04: Each task gets its own proxy, even in a worker that has had one before.</summary>
        [Fact, Observation("S3.04")]
        public void Each_task_of_one_worker_gets_a_proxy_of_its_own()
        {
            var appends = Run(Experiments.ManagerInPoolOfOne).Lines.In("g").ToArray();

            appends.ByProcess().Should().ContainSingle();
            appends.Values("id(data)").Should().HaveCount(5).And.OnlyHaveUniqueItems();
        }

        /// <summary>S3.06: What workers append reaches the one list: nothing is lost or duplicated.</summary>
        [Fact, Observation("S3.06")]
        public void Nothing_that_five_workers_append_is_lost_or_there_twice() =>
            Elements(ListsOfMain[1])
                .Should()
                .StartWith(Elements(Untouched))
                .And.HaveCount(15)
                .And.Contain(["104", "110", "154", "158", "196"], "each append is one call, whatever their order");

        /// <summary>
        /// S3.08: What a task reads after its append contains its own argument and is a prefix of the final list.
        /// </summary>
        [Fact, Observation("S3.08")]
        public void What_a_task_reads_is_a_beginning_of_the_final_list_with_its_own_argument()
        {
            var tasks = Run(Experiments.ManagerInPoolOfFive).Lines.In("g").ToArray();

            tasks
                .Should()
                .HaveCount(5)
                .And.OnlyContain(
                    task => Elements(task.Value("data")!).Contains(task.Argument()),
                    "a task reads its own writes"
                );
            tasks
                .Select(task => Elements(task.Value("data")!))
                .Should()
                .OnlyContain(
                    read => Elements(ListsOfMain[1]).Take(read.Length).SequenceEqual(read),
                    "all appends have one order, which every process sees"
                );
        }

        /// <summary>S3.11: Main's proxy stays the same object while the list grows.</summary>
        [Fact, Observation("S3.11")]
        public void Mains_proxy_stays_the_same_object_while_the_list_grows()
        {
            ListsOfMain[0].Should().Be(Untouched);
            Appending.ByMain().Values("id(data)").Should().HaveCount(2).And.OnlyContain(identity => identity == "#1");
        }

        private IReadOnlyList<TranscriptLine> Appending =>
            Run(Experiments.ManagerInPoolOfFive).Phase("append to a list");

        private string[] ListsOfMain => [.. Appending.ByMain().Values("data")];

        private static string[] Elements(string list) => list.Trim('[', ']').Split(", ");
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
