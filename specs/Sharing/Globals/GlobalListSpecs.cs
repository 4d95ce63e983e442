using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1: workers read from a global list, append to it and call a global object.</summary>
public static class GlobalListSpecs
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private const string UntouchedAnd = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ";

    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>S1.18: After all appends main's list is what it was before.</summary>
        [Fact, Observation("S1.18")]
        public void Mains_list_stays_as_it_was() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Phase("append to a list")
                .ByMain()
                .Values("data")
                .Should()
                .Equal(Untouched, Untouched);

        /// <summary>G12: Main's object stays the same object, whatever its workers do.</summary>
        [Fact, Observation("G12")]
        public void Mains_list_stays_the_same_object() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Lines.ByMain()
                .Values("id(data)")
                .Distinct()
                .Should()
                .Equal(["#1", "#3"], "the module made #1 and main assigned #3; the appends bring no third");

        /// <summary>
        /// S1.19: An assignment in main binds the name to a different object from the one that the module's run made.
        /// </summary>
        [Fact, Observation("S1.19")]
        public void An_assignment_binds_the_name_to_another_object()
        {
            var main = Run(Experiments.GlobalsInPoolOfOne).Lines.ByMain();

            main.Values("id(data)").First().Should().NotBe(main.Values("id(data)").Last());
            main.Values("id(a)").First().Should().NotBe(main.Values("id(a)").Last());
        }
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod
    {
        /// <summary>
        /// S1.02: A spawned worker runs the whole module once, before its first task.
        /// S1.03: A pool that lives until its workers are up runs the module once per worker; closing and joining it
        /// adds no run.
        /// S1.11: So under spawn a task that reads main's elements fails, through a list as well as through an object.
        /// G16: A function uses the globals of its own process: those of the module that a spawned worker ran, or
        /// main's as they were at the fork.
        /// </summary>
        [Fact, Observation("S1.02", "S1.03", "S1.11", "G16")]
        [Transcript(nameof(Experiments.GlobalsInPoolOfFive), TranscriptForm.Canonical)]
        public Task Each_worker_runs_the_module_again() => VerifyTranscript();

        /// <summary>
        /// S1.08: In a spawned worker a global is one object in all tasks: the one that the worker's own run of the
        /// module made.
        /// S1.11: So under spawn a task that reads main's elements fails, through a list as well as through an object.
        /// S1.13: A failing task does not cancel the others: Map throws when all have ended.
        /// S1.16: Writes accumulate in one spawned worker, starting from the module's value.
        /// </summary>
        [Fact, Observation("S1.08", "S1.11", "S1.13", "S1.16")]
        [Transcript(nameof(Experiments.GlobalsInPoolOfOne), TranscriptForm.Raw)]
        public Task Appends_accumulate_in_one_worker() => VerifyTranscript();

        /// <summary>
        /// S1.08: In a spawned worker a global is one object in all tasks: the one that the worker's own run of the
        /// module made.
        /// </summary>
        [Fact, Observation("S1.08")]
        public void A_global_is_one_object_in_all_tasks_of_a_worker() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.ByWorkers()
                .ByProcess()
                .Should()
                .OnlyContain(worker =>
                    worker.Values("id(data)").Distinct().Count() == 1 && worker.Values("id(a)").Distinct().Count() == 1
                );

        /// <summary>
        /// S1.10: A spawned worker sees the value that the module assigns, not what main assigned later.
        /// </summary>
        [Fact, Observation("S1.10")]
        public void A_worker_does_not_see_what_main_assigned() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Lines.In("g")
                .Should()
                .OnlyContain(line => line.Value("data") == $"[{line.Argument()}]");

        /// <summary>
        /// S1.11: So under spawn a task that reads main's elements fails, through a list as well as through an object.
        /// </summary>
        [Fact, Observation("S1.11")]
        public void Reading_what_main_assigned_fails() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.Results()
                .Should()
                .Equal("***IndexError: list index out of range***", "***IndexError: list index out of range***");

        /// <summary>
        /// S1.16: Writes accumulate in one spawned worker, starting from the module's value.
        /// S1.17: Each spawned worker has its own chain of writes; together the chains hold each argument once.
        /// </summary>
        [Fact, Observation("S1.16", "S1.17")]
        public void Workers_share_out_the_appends()
        {
            var chains = Run(Experiments.GlobalsInPoolOfTwo).Lines.In("g").ByProcess();

            chains.Should().OnlyContain(chain => Chains.AreAppendedTo("[]", chain));
            chains.Sum(chain => chain.Count).Should().Be(5, "each argument is appended once");
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod
    {
        /// <summary>
        /// S1.30: A forked worker does not run the module.
        /// S1.31: A forked worker sees what main had assigned before the fork.
        /// S1.32: In every forked worker a global has the identity that it has in main.
        /// S1.33: Yet no append of a forked worker reaches main or another worker: an equal identity is not sharing.
        /// S1.35: The next pool is forked from main as it is then: without the last pool's writes, with what main has
        /// assigned meanwhile.
        /// G16: A function uses the globals of its own process: those of the module that a spawned worker ran, or
        /// main's as they were at the fork.
        /// </summary>
        [Fact, Observation("S1.30", "S1.31", "S1.32", "S1.33", "S1.35", "G16")]
        [Transcript(nameof(Experiments.GlobalsInPoolOfFive), TranscriptForm.Canonical)]
        public Task Each_worker_has_a_copy_of_main() => VerifyTranscript();

        /// <summary>
        /// S1.31: A forked worker sees what main had assigned before the fork.
        /// S1.34: Writes accumulate in one forked worker, starting from main's value.
        /// </summary>
        [Fact, Observation("S1.31", "S1.34")]
        [Transcript(nameof(Experiments.GlobalsInPoolOfOne), TranscriptForm.Raw)]
        public Task Appends_accumulate_in_one_worker() => VerifyTranscript();

        /// <summary>S1.31: A forked worker sees what main had assigned before the fork.</summary>
        [Fact, Observation("S1.31")]
        public void A_worker_sees_what_main_assigned() =>
            Run(Experiments.GlobalsInPoolOfTwo).Lines.Results().Should().Equal("[3, 6, 0, 2, 5]", "[3, 6, 0, 2, 5]");

        /// <summary>S1.32: In every forked worker a global has the identity that it has in main.</summary>
        [Fact, Observation("S1.32")]
        public void A_global_has_the_identity_that_it_has_in_main()
        {
            var lines = Run(Experiments.GlobalsInPoolOfFive).Lines;

            lines
                .InTasks()
                .Values("id(data)")
                .Should()
                .OnlyContain(identity => identity == lines.ByMain().Values("id(data)").Last());
            lines
                .InTasks()
                .Values("id(a)")
                .Should()
                .OnlyContain(identity => identity == lines.ByMain().Values("id(a)").Last());
        }

        /// <summary>
        /// S1.33: Yet no append of a forked worker reaches main or another worker: an equal identity is not sharing.
        /// </summary>
        [Fact, Observation("S1.33")]
        public void An_equal_identity_is_not_sharing()
        {
            var appends = Run(Experiments.GlobalsInPoolOfFive).Phase("append to a list");

            appends.Values("id(data)").Distinct().Should().ContainSingle();
            appends.In("g").Should().OnlyContain(line => line.Value("data") == $"{UntouchedAnd}{line.Argument()}]");
            appends.ByMain().Values("data").Should().Equal(Untouched, Untouched);
        }

        /// <summary>S1.34: Writes accumulate in one forked worker, starting from main's value.</summary>
        [Fact, Observation("S1.34")]
        public void Workers_share_out_the_appends()
        {
            var chains = Run(Experiments.GlobalsInPoolOfTwo).Lines.In("g").ByProcess();

            chains.Should().OnlyContain(chain => Chains.AreAppendedTo(Untouched, chain));
            chains.Sum(chain => chain.Count).Should().Be(5, "each argument is appended once");
        }

        /// <summary>
        /// S1.35: The next pool is forked from main as it is then: without the last pool's writes, with what main has
        /// assigned meanwhile.
        /// </summary>
        [Fact, Observation("S1.35")]
        public void The_next_pool_starts_from_main_as_it_is_then()
        {
            var lines = Run(Experiments.GlobalsInPoolOfOne).Lines;

            lines.In("g").Values("data").First().Should().Be($"{UntouchedAnd}110]");
            lines.In("h").Values("id(a)").Distinct().Should().Equal(lines.ByMain().Values("id(a)").Last());
        }
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
