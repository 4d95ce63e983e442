using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>Post §2, L305, in one chunk: what it says about each child is true of each chunk.</summary>
public static class ChunkSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S2.05: The unit of copying is the chunk: its items share one copy of an object that is in each of them, and
        /// writes to that copy accumulate.
        /// G02: Items are sent in chunks, about four per worker: the chunk size is the number of items divided by four
        /// times the number of workers, rounded up.
        /// </summary>
        [Fact, Observation("S2.05", "G02")]
        [Transcript(nameof(Experiments.Chunks), TranscriptForm.Raw)]
        public Task Items_of_one_chunk_share_one_copy() => VerifyTranscript();

        /// <summary>
        /// G02: Items are sent in chunks, about four per worker: the chunk size is the number of items divided by four
        /// times the number of workers, rounded up.
        /// </summary>
        [Fact, Observation("G02")]
        public void A_worker_gets_about_four_chunks() =>
            Run(Experiments.Chunks)
                .Lines.ByMain()
                .Select(line => line.Text)
                .Should()
                .ContainInOrder(
                    "workers: 1, items: 5, chunks: [2, 2, 1]",
                    "workers: 2, items: 5, chunks: [1, 1, 1, 1, 1]",
                    "workers: 2, items: 100, chunks: [13, 13, 13, 13, 13, 13, 13, 9]",
                    "workers: 1, items: 0, chunks: []"
                );
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
}
