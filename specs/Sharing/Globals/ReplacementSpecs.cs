using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post §1, what a worker starts from: here workers that are replaced after their quota of tasks.</summary>
public static class ReplacementSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// S1.07: A worker is replaced after its quota of tasks, where a task is a chunk; a spawned replacement starts
        /// from the module again.
        /// S1.37: A forked replacement sees main's value at the time of its own fork; a spawned one sees the module's
        /// value every time.
        /// </summary>
        [Fact, Observation("S1.07", "S1.37")]
        [Transcript(nameof(Experiments.Replacement), TranscriptForm.Raw)]
        public Task A_replacement_starts_from_the_module() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        /// <summary>
        /// S1.37: A forked replacement sees main's value at the time of its own fork; a spawned one sees the module's
        /// value every time.
        /// </summary>
        [Fact, Observation("S1.37")]
        [Transcript(nameof(Experiments.Replacement), TranscriptForm.Raw)]
        public Task A_replacement_starts_from_main_as_it_is_then() => VerifyTranscript();
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
