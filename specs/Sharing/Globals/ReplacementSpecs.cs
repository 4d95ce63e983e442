using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, what a worker starts from: here of workers that are replaced after their share of tasks.</summary>
public static class ReplacementSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.Replacement), TranscriptForm.Raw), Observation("S1.07", "S1.37")]
        public Task A_replacement_starts_from_the_module() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.Replacement), TranscriptForm.Raw), Observation("S1.37")]
        public Task A_replacement_starts_from_main_as_it_is_then() => VerifyTranscript();
    }

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;
}
