using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>Post §2: workers get a list and an object as arguments.</summary>
public static class ArgumentListSpecs
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private const string UntouchedAnd = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ";

    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>S2.02: In the worker an argument has main's content, under every start method.</summary>
        [Fact, Observation("S2.02")]
        public void An_argument_has_mains_content() =>
            Run(Experiments.ArgumentsInPoolOfFive).Lines.Results().Should().Equal("[3, 6, 0, 2, 5]", "[3, 6, 0, 2, 5]");

        /// <summary>
        /// S2.03: An argument is a different object from main's, whether it is a list or an object of a class.
        /// </summary>
        [Fact, Observation("S2.03")]
        public void An_argument_is_another_object_than_mains()
        {
            var lines = Run(Experiments.ArgumentsInPoolOfFive).Lines;

            lines
                .InTasks()
                .Values("id(data)")
                .Should()
                .HaveCount(10)
                .And.NotIntersectWith(lines.ByMain().Values("id(data)"));
            lines.InTasks().Values("id(a)").Should().HaveCount(5).And.NotIntersectWith(lines.ByMain().Values("id(a)"));
        }

        /// <summary>
        /// S2.04: Each task gets its own copy, even in a worker that has had one before: nothing accumulates.
        /// </summary>
        [Fact, Observation("S2.04")]
        public void Each_task_of_one_worker_gets_a_copy_of_its_own()
        {
            var appends = Run(Experiments.ArgumentsInPoolOfOne).Lines.In("g").ToArray();

            appends.ByProcess().Should().ContainSingle();
            appends.Values("id(data)").Should().HaveCount(5).And.OnlyHaveUniqueItems();
            appends
                .Should()
                .OnlyContain(line => line.Value("data") == $"{UntouchedAnd}{line.Argument()}]", "nothing accumulates");
        }

        /// <summary>S2.07: Afterwards main's list is the same object with the same content.</summary>
        [Fact, Observation("S2.07")]
        public void Mains_list_stays_as_it_was()
        {
            var main = Run(Experiments.ArgumentsInPoolOfFive).Phase("append to a list").ByMain();

            main.Values("id(data)").Distinct().Should().ContainSingle();
            main.Values("data").Should().Equal(Untouched, Untouched);
        }
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod
    {
        /// <summary>
        /// S2.01: A spawned worker runs the module even if its tasks use none of it.
        /// S2.02: In the worker an argument has main's content, under every start method.
        /// S2.03: An argument is a different object from main's, whether it is a list or an object of a class.
        /// </summary>
        [Fact, Observation("S2.01", "S2.02", "S2.03")]
        [Transcript(nameof(Experiments.ArgumentsInPoolOfFive), TranscriptForm.Canonical)]
        public Task Each_worker_runs_the_module_and_gets_copies() => VerifyTranscript();

        /// <summary>
        /// S2.04: Each task gets its own copy, even in a worker that has had one before: nothing accumulates.
        /// </summary>
        [Fact, Observation("S2.04")]
        [Transcript(nameof(Experiments.ArgumentsInPoolOfOne), TranscriptForm.Raw)]
        public Task Appends_do_not_accumulate_in_one_worker() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod
    {
        /// <summary>
        /// S2.01: A spawned worker runs the module even if its tasks use none of it.
        /// S2.02: In the worker an argument has main's content, under every start method.
        /// S2.03: An argument is a different object from main's, whether it is a list or an object of a class.
        /// </summary>
        [Fact, Observation("S2.01", "S2.02", "S2.03")]
        [Transcript(nameof(Experiments.ArgumentsInPoolOfFive), TranscriptForm.Canonical)]
        public Task Each_worker_gets_copies() => VerifyTranscript();

        /// <summary>
        /// S2.04: Each task gets its own copy, even in a worker that has had one before: nothing accumulates.
        /// </summary>
        [Fact, Observation("S2.04")]
        [Transcript(nameof(Experiments.ArgumentsInPoolOfOne), TranscriptForm.Raw)]
        public Task Appends_do_not_accumulate_in_one_worker() => VerifyTranscript();
    }

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderSpawn;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;
}
