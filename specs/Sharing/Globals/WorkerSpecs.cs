using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1: how many workers a pool has, what they run and what they are called.</summary>
public static class WorkerSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        [Fact, Observation("G01")]
        public void A_pool_has_as_many_workers_as_there_are_processors() =>
            Run(Experiments.DefaultPool)
                .Lines.Single()
                .Text.Should()
                .MatchRegex("^workers: ([0-9]+), processors: \\1$");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod
    {
        [Fact, Transcript(nameof(Experiments.IdleWorker), TranscriptForm.Canonical), Observation("S1.06")]
        public Task A_worker_without_a_task_runs_the_module_too() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod
    {
        [Fact, Transcript(nameof(Experiments.IdleWorker), TranscriptForm.Canonical), Observation("S1.30")]
        public Task A_worker_without_a_task_says_nothing() => VerifyTranscript();
    }

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    public abstract class OnDotNet : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw), Observation("G11")]
        public Task Workers_are_numbered_through_the_program_and_may_start_children() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [CPython, Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw), Observation("G11")]
        public Task Workers_are_named_after_the_start_method_and_may_not_start_children() => VerifyTranscript();
    }

    [CPython, Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw), Observation("G11")]
        public Task Workers_are_named_after_the_start_method_and_may_not_start_children() => VerifyTranscript();
    }
}
