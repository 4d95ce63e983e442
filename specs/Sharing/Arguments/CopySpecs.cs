using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>Post §2, L305: the copy that each child holds, and what it is.</summary>
public static class CopySpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>S2.06: An object that is passed twice to one task is one object there.</summary>
        [Fact, Observation("S2.06")]
        public void One_object_given_twice_to_a_task_is_one_object_there() =>
            Run(Experiments.Copies).Lines.In("same").Single().Text.Should().Be("one object: True");

        /// <summary>S2.12: A copy lives as long as its task: a worker holds one at a time.</summary>
        [Fact, Observation("S2.12")]
        public void A_worker_holds_one_copy_at_a_time() =>
            Run(Experiments.Copies)
                .Lines.In("hold")
                .Select(line => line.Text)
                .Should()
                .Equal(Enumerable.Repeat("copies alive: 1", 4));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod
    {
        /// <summary>
        /// S2.06: An object that is passed twice to one task is one object there.
        /// S2.11: A copy is made without calling its constructor, as the worker's own type, and comes back as main's
        /// type.
        /// S2.12: A copy lives as long as its task: a worker holds one at a time.
        /// </summary>
        [Fact, Observation("S2.06", "S2.11", "S2.12")]
        [Transcript(nameof(Experiments.Copies), TranscriptForm.Raw)]
        public Task A_copy_is_made_without_its_constructor() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod
    {
        /// <summary>
        /// S2.06: An object that is passed twice to one task is one object there.
        /// S2.11: A copy is made without calling its constructor, as the worker's own type, and comes back as main's
        /// type.
        /// S2.12: A copy lives as long as its task: a worker holds one at a time.
        /// </summary>
        [Fact, Observation("S2.06", "S2.11", "S2.12")]
        [Transcript(nameof(Experiments.Copies), TranscriptForm.Raw)]
        public Task A_copy_is_made_without_its_constructor() => VerifyTranscript();
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
