using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1: workers read from a global list, append to it and call a global object.</summary>
public static class GlobalListSpecs
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private const string Behind = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ";

    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        [Fact, Observation("S1.18")]
        public void Mains_list_stays_as_it_was() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Phase("append to a list")
                .ByMain()
                .Values("data")
                .Should()
                .Equal(Untouched, Untouched);

        [Fact, Observation("G12")]
        public void Mains_list_stays_the_same_object() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Lines.ByMain()
                .Values("id(data)")
                .Distinct()
                .Should()
                .Equal("#1", "#3");

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
        [
            Fact,
            Transcript(nameof(Experiments.GlobalsInPoolOfFive), TranscriptForm.Canonical),
            Observation("S1.02", "S1.03", "S1.11", "G16")
        ]
        public Task Each_worker_runs_the_module_again() => VerifyTranscript();

        [
            Fact,
            Transcript(nameof(Experiments.GlobalsInPoolOfOne), TranscriptForm.Raw),
            Observation("S1.08", "S1.11", "S1.13", "S1.16")
        ]
        public Task Appends_accumulate_in_one_worker() => VerifyTranscript();

        [Fact, Observation("S1.08")]
        public void A_global_is_one_object_in_all_tasks_of_a_worker() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.ByWorkers()
                .ByProcess()
                .Should()
                .OnlyContain(worker =>
                    worker.Values("id(data)").Distinct().Count() == 1 && worker.Values("id(a)").Distinct().Count() == 1
                );

        [Fact, Observation("S1.10")]
        public void A_worker_does_not_see_what_main_assigned() =>
            Run(Experiments.GlobalsInPoolOfFive)
                .Lines.In("g")
                .Should()
                .OnlyContain(line => line.Value("data") == $"[{line.Argument()}]");

        [Fact, Observation("S1.11")]
        public void Reading_what_main_assigned_fails() =>
            Run(Experiments.GlobalsInPoolOfTwo)
                .Lines.Results()
                .Should()
                .Equal("***IndexError: list index out of range***", "***IndexError: list index out of range***");

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
        [
            Fact,
            Transcript(nameof(Experiments.GlobalsInPoolOfFive), TranscriptForm.Canonical),
            Observation("S1.30", "S1.31", "S1.32", "S1.33", "S1.35", "G16")
        ]
        public Task Each_worker_has_a_copy_of_main() => VerifyTranscript();

        [Fact, Transcript(nameof(Experiments.GlobalsInPoolOfOne), TranscriptForm.Raw), Observation("S1.31", "S1.34")]
        public Task Appends_accumulate_in_one_worker() => VerifyTranscript();

        [Fact, Observation("S1.31")]
        public void A_worker_sees_what_main_assigned() =>
            Run(Experiments.GlobalsInPoolOfTwo).Lines.Results().Should().Equal("[3, 6, 0, 2, 5]", "[3, 6, 0, 2, 5]");

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

        [Fact, Observation("S1.33")]
        public void An_equal_identity_is_not_sharing()
        {
            var appends = Run(Experiments.GlobalsInPoolOfFive).Phase("append to a list");

            appends.Values("id(data)").Distinct().Should().ContainSingle();
            appends.In("g").Should().OnlyContain(line => line.Value("data") == $"{Behind}{line.Argument()}]");
            appends.ByMain().Values("data").Should().Equal(Untouched, Untouched);
        }

        [Fact, Observation("S1.34")]
        public void Workers_share_out_the_appends()
        {
            var chains = Run(Experiments.GlobalsInPoolOfTwo).Lines.In("g").ByProcess();

            chains.Should().OnlyContain(chain => Chains.AreAppendedTo(Untouched, chain));
            chains.Sum(chain => chain.Count).Should().Be(5, "each argument is appended once");
        }

        [Fact, Observation("S1.35")]
        public void The_next_pool_starts_from_main_as_it_is_then()
        {
            var lines = Run(Experiments.GlobalsInPoolOfOne).Lines;

            lines.In("g").Values("data").First().Should().Be($"{Behind}110]");
            lines.In("h").Values("id(a)").Distinct().Should().Equal(lines.ByMain().Values("id(a)").Last());
        }
    }

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
