using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>Post, every phase: the order of arguments, tasks and results.</summary>
public static class TaskOrderSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// G04: Results are in argument order, whatever the order in which tasks finish.
        /// G05: Tasks can finish, and print, in a different order from their arguments.
        /// G07: Map is a barrier: everything its tasks print comes before what main prints next.
        /// </summary>
        [Fact, Observation("G04", "G05", "G07")]
        [Transcript(nameof(Experiments.ReverseOrder), TranscriptForm.Raw)]
        public Task Tasks_that_finish_in_reverse_have_their_results_in_order() => VerifyTranscript();
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
