using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>Post §2 without a pool: a single process gets the list.</summary>
public static class ProcessArgumentSpecs
{
    [Start(StartMethod.Spawn)]
    public class UnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// S2.14: A process that is forked without a pool inherits its argument; a spawned one gets a copy. The writes
        /// of neither come back.
        /// </summary>
        [Fact, Observation("S2.14")]
        [Transcript(nameof(Experiments.ProcessArgument), TranscriptForm.Raw)]
        public Task The_argument_of_a_process_is_a_copy() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : ProgramSpecs
    {
        /// <summary>
        /// S2.14: A process that is forked without a pool inherits its argument; a spawned one gets a copy. The writes
        /// of neither come back.
        /// </summary>
        [Fact, Observation("S2.14")]
        [Transcript(nameof(Experiments.ProcessArgument), TranscriptForm.Raw)]
        public Task The_argument_of_a_process_is_inherited() => VerifyTranscript();
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
