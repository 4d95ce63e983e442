using Multiprocessing;
using Observations;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Arguments;

/// <summary>An argument that its worker cannot read, and a worker that dies. CPython issue 22393.</summary>
public static class LostWorkSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        [Fact, Observation("S2.15")]
        public void Work_that_is_lost_fails_and_the_pool_goes_on() =>
            Run(Experiments.LostWork).Lines.Select(line => line.Text).Should().Equal(
                "an argument that cannot be read: UnpicklingException",
                "a worker that dies: WorkerLostException",
                "the next task: 1");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [CPython]
    public abstract class OnCPython : ProgramSpecs
    {
        [Fact, Observation("S2.15")]
        public void Work_that_is_lost_is_never_answered_and_the_pool_goes_on() =>
            Run(Experiments.LostWork).Lines.Select(line => line.Text).Should().Equal(
                "an argument that cannot be read: no answer",
                "a worker that dies: no answer",
                "the next task: 1");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;
}
