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
