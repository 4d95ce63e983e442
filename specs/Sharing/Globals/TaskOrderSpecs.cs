using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post, every phase: arguments, tasks and results.</summary>
public static class TaskOrderSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.ReverseOrder), TranscriptForm.Raw), Observation("G04", "G05", "G07")]
        public Task Tasks_that_finish_in_reverse_have_their_results_in_order() => VerifyTranscript();

        [Fact, Observation("G03")]
        public void Each_argument_is_processed_once() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.InTasks()
                .Select(line => line.Task)
                .Should()
                .BeEquivalentTo(
                    "f(3)",
                    "f(6)",
                    "f(0)",
                    "f(2)",
                    "f(5)",
                    "g(110)",
                    "g(104)",
                    "g(196)",
                    "g(154)",
                    "g(158)",
                    "h(3)",
                    "h(6)",
                    "h(0)",
                    "h(2)",
                    "h(5)"
                );

        [Fact, Observation("G06")]
        public void One_worker_or_both_of_two_get_the_tasks() =>
            Run(Experiments.GlobalsInPoolOfTwo).Lines.In("f").ByProcess().Count().Should().BeInRange(1, 2);

        [Fact, Observation("G10")]
        public void Every_pool_has_workers_of_its_own() =>
            Run(Experiments.GlobalsInPoolOfFive).Lines.InTasks().ByProcess().Should().HaveCount(15);

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

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
